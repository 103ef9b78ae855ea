"""Matches as lines to act on: who meets, how far it is, and what is to be done about it by whoever looks."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from attrs import frozen
from deltacrown import Engine, Match, MatchState, Stage, Tournament

from deltacrown_host.web.language import mark, said, say
from deltacrown_host.web.view.matches import match_view
from deltacrown_host.web.view.stages import drawn, match_titles
from deltacrown_host.web.view.words import Names, match_address, plain

STATES = {
    MatchState.SCHEDULED: mark("Waiting for those who play"),
    MatchState.CHECK_IN: mark("Some are here"),
    MatchState.READY: mark("Ready to play"),
    MatchState.LIVE: mark("Being played"),
    MatchState.PENDING_RESULT: mark("Result to confirm"),
    MatchState.DISPUTED: mark("Contested"),
    MatchState.COMPLETED: mark("Decided"),
    MatchState.FORFEIT: mark("Decided without play"),
    MatchState.CANCELLED: mark("Not played"),
}
"""Where a match stands, as people say it."""
_SHOWN = 4


@frozen
class MatchLine:
    """A match in a list.

    to      the address of its page
    title   what it is called, and of which stage
    sides   who plays, or what is waited for
    state   where it stands, `says` in words
    do      what whoever looks is to do about it; nothing where others are to
    """

    to: str
    title: str
    sides: str
    state: MatchState
    says: str
    result: str
    at: datetime | None
    station: str
    do: str = ""
    over: bool = False


def match_lines(
    engine: Engine, tournament: Tournament, names: Names, mine: Collection[str] | None = None
) -> Iterator[MatchLine]:
    """Every match; of these entrants only, where they are given."""
    for stage in tournament.stages:
        titles = match_titles(drawn(engine, stage))
        for match in stage.matches.values():
            if mine is None or any(entrant in mine for entrant in match.present):
                yield _line(tournament, stage, match, titles, names, mine or ())


def _line(  # noqa: PLR0913, PLR0917 - what it is made of
    tournament: Tournament, stage: Stage[Any], match: Match, titles: Any, names: Names, mine: Collection[str]
) -> MatchLine:
    view = match_view(stage.key, match, names, titles)
    named = [side.name for side in view.sides[:_SHOWN]]
    more = len(view.sides) - len(named)
    title = (
        view.title
        if len(tournament.settings.stages) == 1
        else say("{stage}: {match}", stage=stage_name(stage), match=view.title)
    )
    return MatchLine(
        to=match_address(tournament.id, stage.key, match.key),
        title=title,
        sides=say(" v ").join(named) + (say(" and {count} more", count=more) if more else ""),
        state=match.state,
        says=say(STATES[match.state]),
        result=view.sentence,
        at=match.progress.scheduled_at,
        station=match.progress.station,
        do=to_do(match, mine),
        over=match.outcome is not None and match.state is not MatchState.DISPUTED,
    )


def stage_name(stage: Stage[Any]) -> str:
    """What the stage is called."""
    return stage.settings.name or said(plain(stage.key))


def to_do(match: Match, mine: Collection[str]) -> str:
    """What those who act for these entrants are to do about the match."""
    playing = [entrant for entrant in match.present if entrant in mine]
    if not playing or not (match.ready or match.state is MatchState.DISPUTED):
        return ""
    if match.state is MatchState.DISPUTED:
        return say("See the dispute")
    claimed = {claim.entrant for claim in match.progress.claims}
    if claimed and not claimed.intersection(playing):
        return say("Confirm the result")
    return "" if claimed else say("Play, then report")
