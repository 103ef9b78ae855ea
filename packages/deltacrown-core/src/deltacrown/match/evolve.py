"""How events change what happens in a match before its outcome."""

from collections.abc import Callable

from deltacrown.match.events import (
    BestOfSet,
    GameReported,
    MapVetoed,
    MatchCheckedIn,
    MatchScheduled,
    MatchStarted,
    ResultClaimed,
)
from deltacrown.match.progress import Progress
from deltacrown.replacing import replace
from deltacrown.stage.evolve import changed
from deltacrown.tournament.state import Tournament


def progressed(tournament: Tournament, stage: str, match: str, change: Callable[[Progress], Progress]) -> Tournament:
    """The tournament with the progress of one match changed."""
    return changed(
        tournament,
        stage,
        lambda old: replace(
            old,
            matches=old.matches.with_value(
                match, replace(old.matches[match], progress=change(old.matches[match].progress))
            ),
        ),
    )


def scheduled(tournament: Tournament, event: MatchScheduled) -> Tournament:
    """A time and a place."""
    return progressed(
        tournament, event.stage, event.match, lambda old: replace(old, scheduled_at=event.at, station=event.station)
    )


def best_of_set(tournament: Tournament, event: BestOfSet) -> Tournament:
    """Another number of games."""
    return changed(
        tournament,
        event.stage,
        lambda stage: replace(
            stage,
            matches=stage.matches.with_values(
                (key, replace(stage.matches[key], best_of=event.best_of)) for key in event.matches
            ),
        ),
    )


def checked_in(tournament: Tournament, event: MatchCheckedIn) -> Tournament:
    """One more is there."""
    return progressed(
        tournament, event.stage, event.match, lambda old: replace(old, checked_in=(*old.checked_in, event.entrant))
    )


def started(tournament: Tournament, event: MatchStarted) -> Tournament:
    """It has begun."""
    return progressed(tournament, event.stage, event.match, lambda old: replace(old, started_at=event.at))


def vetoed(tournament: Tournament, event: MapVetoed) -> Tournament:
    """One map fewer."""
    return progressed(tournament, event.stage, event.match, lambda old: replace(old, vetoes=(*old.vetoes, event.veto)))


def game_reported(tournament: Tournament, event: GameReported) -> Tournament:
    """One game more."""
    return progressed(tournament, event.stage, event.match, lambda old: replace(old, games=(*old.games, event.game)))


def claimed(tournament: Tournament, event: ResultClaimed) -> Tournament:
    """What one side says last is what it says."""

    def add(old: Progress) -> Progress:
        others = tuple(claim for claim in old.claims if claim.entrant != event.claim.entrant)
        return replace(old, claims=(*others, event.claim))

    return progressed(tournament, event.stage, event.match, add)
