"""What an organizer can ask of a tournament."""

from attrs import frozen

from deltacrown.tournament.state import TournamentSettings


@frozen
class CreateTournament:
    """Create the tournament as a draft. `tournament` is its id, unique wherever its journal is kept."""

    tournament: str
    settings: TournamentSettings


@frozen
class OpenRegistration:
    """Let entrants register."""


@frozen
class StartTournament:
    """Close registration, seed the entrants and open the first stage.

    `seed` is what all randomness of the start comes from; it is recorded, so that anyone can repeat the draw.
    """

    seed: str = ""


@frozen
class ContinueTournament:
    """Ask the formats again where a stage was parked because its format was not installed."""


@frozen
class CancelTournament:
    """End the tournament without a result."""

    reason: str
