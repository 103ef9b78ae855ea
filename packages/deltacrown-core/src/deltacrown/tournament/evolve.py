"""How events change the tournament as a whole."""

from attrs import evolve

from deltacrown.tournament.events import (
    RegistrationOpened,
    TournamentCancelled,
    TournamentCompleted,
    TournamentCreated,
    TournamentStarted,
)
from deltacrown.tournament.state import Phase, Tournament


def created(tournament: Tournament, event: TournamentCreated) -> Tournament:
    """A draft."""
    return evolve(tournament, id=event.tournament, settings=event.settings, phase=Phase.DRAFT)


def registration_opened(tournament: Tournament, _: RegistrationOpened) -> Tournament:
    """Entrants may register."""
    return evolve(tournament, phase=Phase.REGISTRATION)


def started(tournament: Tournament, event: TournamentStarted) -> Tournament:
    """Play has begun."""
    return evolve(tournament, phase=Phase.LIVE, seeds=event.seeds)


def completed(tournament: Tournament, event: TournamentCompleted) -> Tournament:
    """The placements are final."""
    return evolve(tournament, phase=Phase.COMPLETED, ranking=event.ranking)


def cancelled(tournament: Tournament, _: TournamentCancelled) -> Tournament:
    """Ended without a result."""
    return evolve(tournament, phase=Phase.CANCELLED)
