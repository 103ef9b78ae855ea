"""How events change the tournament as a whole."""

from deltacrown.replacing import replace
from deltacrown.tournament.events import (
    CheckInOpened,
    DrawCommitted,
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
    return replace(tournament, id=event.tournament, settings=event.settings, phase=Phase.DRAFT)


def registration_opened(tournament: Tournament, _: RegistrationOpened) -> Tournament:
    """Entrants may register."""
    return replace(tournament, phase=Phase.REGISTRATION)


def started(tournament: Tournament, event: TournamentStarted) -> Tournament:
    """Play has begun."""
    return replace(tournament, phase=Phase.LIVE, seeds=event.seeds, draw=event.seed)


def completed(tournament: Tournament, event: TournamentCompleted) -> Tournament:
    """The placements are final."""
    return replace(tournament, phase=Phase.COMPLETED, ranking=event.ranking)


def cancelled(tournament: Tournament, _: TournamentCancelled) -> Tournament:
    """Ended without a result."""
    return replace(tournament, phase=Phase.CANCELLED)


def settings_changed(tournament: Tournament, event: SettingsChanged) -> Tournament:
    """A new configuration."""
    return replace(tournament, settings=event.settings)


def published(tournament: Tournament, _: TournamentPublished) -> Tournament:
    """The public may see it."""
    return replace(tournament, phase=Phase.PUBLISHED)


def draw_committed(tournament: Tournament, event: DrawCommitted) -> Tournament:
    """The draw is bound to a seed."""
    return replace(tournament, commitment=event.commitment)


def check_in_opened(tournament: Tournament, _: CheckInOpened) -> Tournament:
    """Entrants may check in."""
    return replace(tournament, phase=Phase.CHECK_IN)


def froze(tournament: Tournament, event: TournamentFrozen) -> Tournament:
    """Everything stands still."""
    return replace(tournament, frozen=event.reason)


def unfroze(tournament: Tournament, _: TournamentUnfrozen) -> Tournament:
    """Everything goes on."""
    return replace(tournament, frozen="")


def archived(tournament: Tournament, _: TournamentArchived) -> Tournament:
    """Put away."""
    return replace(tournament, phase=Phase.ARCHIVED)
