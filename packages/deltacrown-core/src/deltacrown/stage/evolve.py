"""How events change a stage. Links are followed here: whoever wins, loses or is placed fills the slots that wait."""

from collections.abc import Callable, Iterable

from deltacrown.match.events import MatchCompleted
from deltacrown.match.state import Match
from deltacrown.registration.state import Status
from deltacrown.replacing import replace, replacer
from deltacrown.stage.events import (
    MatchesAdded,
    PairingTakenBack,
    StageCompleted,
    StageOpened,
    StageParked,
    StageResumed,
    TieDecided,
    TieFound,
)
from deltacrown.stage.slots import LINKS, NOBODY, Bye, EntrantId, Seed, Slot, linked_rank
from deltacrown.stage.state import Feed, Feeds, Stage, draw_of
from deltacrown.table import Table
from deltacrown.tournament.state import Tournament

_settled = replacer(Match, "outcome", "ended_at")
_seated = replacer(Match, "entrants")
_further = replacer(Stage, "matches", "undecided")
_with_stages = replacer(Tournament, "stages")


def opened(tournament: Tournament, event: StageOpened) -> Tournament:
    """A stage begins; its format's options stay raw until a format is asked."""
    settings = next(settings for settings in tournament.settings.stages if settings.key == event.stage)
    gone = frozenset(entrant for entrant in event.entrants if tournament.entrants[entrant].withdrawn)
    put_out = frozenset(name for name in gone if tournament.entrants[name].status is Status.DISQUALIFIED)
    stage = Stage(
        settings,
        event.revision,
        event.entrants,
        settings.options,
        draw=draw_of(tournament.draw, event.stage),
        withdrawn=gone,
        disqualified=put_out,
    )
    return replace(tournament, stages=(*tournament.stages, stage))


def matches_added(tournament: Tournament, event: MatchesAdded) -> Tournament:
    """New matches, their slots filled as far as they are known."""

    def add(stage: Stage) -> Stage:
        filled, occupant = replacer(Match, "entrants", "outcome", "ended_at"), _occupants(stage, event.matches)
        matches = [
            (match.key, filled(match, tuple([occupant(slot) for slot in match.slots]), None, None))
            for match in event.matches
        ]
        return replace(
            stage,
            matches=stage.matches.with_values(matches),
            feeds=feeds_of(event.matches, stage.feeds),
            undecided=stage.undecided + len(matches),
        )

    return changed(tournament, event.stage, add)


def pairing_taken_back(tournament: Tournament, event: PairingTakenBack) -> Tournament:
    """The matches are gone, and so is whatever waited for them."""

    def drop(stage: Stage) -> Stage:
        gone = frozenset(event.matches)
        matches = Table((key, match) for key, match in stage.matches.items() if key not in gone)
        undecided = sum(match.outcome is None for match in matches.values())
        return replace(stage, matches=matches, feeds=feeds_of(matches.values(), Table()), undecided=undecided)

    return changed(tournament, event.stage, drop)


def feeds_of(matches: Iterable[Match], known: Feeds) -> Feeds:
    """Which slots wait for each match, added to those that are known."""
    feeds: dict[str, list[Feed]] = {}
    for match in matches:
        for position, slot in enumerate(match.slots):
            if isinstance(slot, LINKS):
                feeds.setdefault(slot.match, []).append((match.key, position, linked_rank(slot)))
    if not known:
        return Table((key, tuple(waiting)) for key, waiting in feeds.items())
    return known.with_values((key, (*known.get(key, ()), *waiting)) for key, waiting in feeds.items())


def _occupants(stage: Stage, matches: Iterable[Match]) -> Callable[[Slot], EntrantId | None]:
    """Who sits in a slot of these new matches; nobody knows yet where it waits for another of them."""
    entrants, new = stage.entrants, {match.key for match in matches}

    def occupant(slot: Slot) -> EntrantId | None:
        if isinstance(slot, Seed):
            return entrants[slot.seed - 1]
        if isinstance(slot, Bye):
            return NOBODY
        outcome = None if slot.match in new else stage.matches[slot.match].outcome
        return outcome.placed(linked_rank(slot)) if outcome else None

    return occupant


def match_completed(tournament: Tournament, event: MatchCompleted) -> Tournament:
    """The match is settled, and the slots that waited for it are filled."""
    stage = tournament.stage(event.stage)
    assert stage is not None
    key, outcome, matches = event.match, event.outcome, stage.matches
    moved: dict[str, Match] = {key: _settled(matches[key], outcome, event.at)}
    for fed, position, rank in stage.feeds.get(key, ()):
        waiting = moved[fed] if fed in moved else matches[fed]
        entrants = [*waiting.entrants]
        entrants[position] = outcome.placed(rank)
        moved[fed] = _seated(waiting, tuple(entrants))
    further: Stage = _further(stage, matches.with_values(moved.items()), stage.undecided - 1)
    return _with_stage(tournament, stage, further)


def completed(tournament: Tournament, event: StageCompleted) -> Tournament:
    """The stage has its final ranking."""
    return changed(tournament, event.stage, lambda stage: replace(stage, ranking=event.ranking))


def parked(tournament: Tournament, event: StageParked) -> Tournament:
    """No new pairings for now."""
    return changed(tournament, event.stage, lambda stage: replace(stage, parked=event.reason))


def resumed(tournament: Tournament, event: StageResumed) -> Tournament:
    """Pairings can be made again."""
    return changed(tournament, event.stage, lambda stage: replace(stage, parked=""))


def tie_found(tournament: Tournament, event: TieFound) -> Tournament:
    """A decision from outside is awaited."""
    return replace(tournament, unresolved=event.entrants)


def tie_decided(tournament: Tournament, event: TieDecided) -> Tournament:
    """The stage's ranking follows the decision."""
    decided = changed(tournament, event.stage, lambda stage: replace(stage, ranking=event.ranking))
    return replace(decided, unresolved=())


def changed(tournament: Tournament, key: str, change: Callable[[Stage], Stage]) -> Tournament:
    """The tournament with one of its stages changed."""
    stage = tournament.stage(key)
    assert stage is not None
    return _with_stage(tournament, stage, change(stage))


def _with_stage(tournament: Tournament, old: Stage, new: Stage) -> Tournament:
    with_stages: Tournament = _with_stages(
        tournament, tuple([new if stage is old else stage for stage in tournament.stages])
    )
    return with_stages
