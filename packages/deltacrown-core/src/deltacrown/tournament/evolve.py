"""How events change the tournament as a whole."""

from attrs import evolve

from deltacrown.tournament.events import (
    CheckInOpened,
    RegistrationOpened,
    SettingsChanged,
    TournamentArchived,
    TournamentCancelled,
    TournamentCompleted,
    TournamentCreated,
    TournamentFrozen,
    TournamentPublished,
    TournamentStarted,
    TournamentUnfrozen,
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
    return evolve(tournament, phase=Phase.LIVE, seeds=event.seeds, draw=event.seed)


def completed(tournament: Tournament, event: TournamentCompleted) -> Tournament:
    """The placements are final."""
    return evolve(tournament, phase=Phase.COMPLETED, ranking=event.ranking)


def cancelled(tournament: Tournament, _: TournamentCancelled) -> Tournament:
    """Ended without a result."""
    return evolve(tournament, phase=Phase.CANCELLED)


def settings_changed(tournament: Tournament, event: SettingsChanged) -> Tournament:
    """A new configuration."""
    return evolve(tournament, settings=event.settings)


def published(tournament: Tournament, _: TournamentPublished) -> Tournament:
    """The public may see it."""
    return evolve(tournament, phase=Phase.PUBLISHED)


def check_in_opened(tournament: Tournament, _: CheckInOpened) -> Tournament:
    """Entrants may check in."""
    return evolve(tournament, phase=Phase.CHECK_IN)


def froze(tournament: Tournament, event: TournamentFrozen) -> Tournament:
    """Everything stands still."""
    return evolve(tournament, frozen=event.reason)


def unfroze(tournament: Tournament, _: TournamentUnfrozen) -> Tournament:
    """Everything goes on."""
    return evolve(tournament, frozen="")


def archived(tournament: Tournament, _: TournamentArchived) -> Tournament:
    """Put away."""
    return evolve(tournament, phase=Phase.ARCHIVED)
