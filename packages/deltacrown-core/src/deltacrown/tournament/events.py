"""What can happen to a tournament as a whole."""

from attrs import frozen

from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import TournamentSettings


@frozen
class TournamentCreated:
    """There is a draft with these settings."""

    tournament: str
    settings: TournamentSettings


@frozen
class SettingsChanged:
    """The tournament is configured anew."""

    settings: TournamentSettings


@frozen
class TournamentPublished:
    """The public may see it."""


@frozen
class RegistrationOpened:
    """Entrants may register from now on."""


@frozen
class DrawCommitted:
    """The draw is bound to the seed whose SHA-256 this is."""

    commitment: str


@frozen
class CheckInOpened:
    """Entrants may say that they are there."""


@frozen
class TournamentStarted:
    """Registration is closed; `seeds` are the entrants as seeded, seed 1 first, by the recorded seed of the draw."""

    seeds: tuple[EntrantId, ...]
    seed: str = ""


@frozen
class TournamentCompleted:
    """Everything is played; `ranking` holds the final placements of everyone who started."""

    ranking: Ranking


@frozen
class TournamentCancelled:
    """The tournament has ended without a result."""

    reason: str


@frozen
class TournamentFrozen:
    """Everything stands still."""

    reason: str


@frozen
class TournamentUnfrozen:
    """Everything goes on."""


@frozen
class TournamentArchived:
    """Nothing can happen any more."""
