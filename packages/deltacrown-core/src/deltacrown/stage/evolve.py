"""How events change a stage. Links are followed here: whoever wins, loses or is placed fills the slots that wait."""

from collections.abc import Callable, Collection, Iterable

from deltacrown.match.events import MatchCompleted
from deltacrown.match.state import Match
from deltacrown.registration.state import Status
from deltacrown.replacing import replace
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
from deltacrown.stage.slots import NOBODY, Bye, EntrantId, LoserOf, PlacedIn, Seed, Slot, WinnerOf, linked_rank
from deltacrown.stage.state import Feed, Feeds, Stage, draw_of
from deltacrown.table import Table
from deltacrown.tournament.state import Tournament


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
        filled: list[tuple[str, Match]] = []
        new = {match.key for match in event.matches}
        for match in event.matches:
            entrants = tuple([_occupant(stage, new, slot) for slot in match.slots])
            filled.append((match.key, replace(match, entrants=entrants, outcome=None, ended_at=None)))
        return replace(
            stage,
            matches=stage.matches.with_values(filled),
            feeds=feeds_of(event.matches, stage.feeds),
            undecided=stage.undecided + len(event.matches),
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
    feeds: dict[str, tuple[Feed, ...]] = {}
    for match in matches:
        for position, slot in enumerate(match.slots):
            if isinstance(slot, WinnerOf | LoserOf | PlacedIn):
                waiting = feeds.get(slot.match) or known.get(slot.match) or ()
                feeds[slot.match] = (*waiting, (match.key, position))
    return known.with_values(feeds.items())


def _occupant(stage: Stage, new: Collection[str], slot: Slot) -> EntrantId | None:
    """Who sits in the slot of a new match; nobody knows yet where it waits for another new one."""
    match slot:
        case Seed(seed=seed):
            return stage.entrants[seed - 1]
        case Bye():
            return NOBODY
        case _:
            outcome = None if slot.match in new else stage.matches[slot.match].outcome
            return outcome.placed(linked_rank(slot)) if outcome else None


def match_completed(tournament: Tournament, event: MatchCompleted) -> Tournament:
    """The match is settled, and the slots that waited for it are filled."""

    def settle(stage: Stage) -> Stage:
        matches = stage.matches
        match = matches[event.match]
        matches = matches.with_value(match.key, replace(match, outcome=event.outcome, ended_at=event.at))
        for key, position in stage.feeds.get(event.match, ()):
            waiting = matches[key]
            occupant = event.outcome.placed(linked_rank(waiting.slots[position]))  # type: ignore[arg-type]
            entrants = (*waiting.entrants[:position], occupant, *waiting.entrants[position + 1 :])
            matches = matches.with_value(key, replace(waiting, entrants=entrants))
        return replace(stage, matches=matches, undecided=stage.undecided - 1)

    return changed(tournament, event.stage, settle)


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
    stages = tuple(change(stage) if stage.settings.key == key else stage for stage in tournament.stages)
    return replace(tournament, stages=stages)
