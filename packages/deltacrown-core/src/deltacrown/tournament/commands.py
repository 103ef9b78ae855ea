"""What an organizer can ask of a tournament."""

from attrs import frozen

from deltacrown.tournament.state import TournamentSettings


@frozen
class CreateTournament:
    """Create the tournament as a draft. `tournament` is its id, unique wherever its journal is kept."""

    tournament: str
    settings: TournamentSettings


@frozen
class ChangeSettings:
    """Configure the tournament anew; each configuration stays readable in the journal."""

    settings: TournamentSettings


@frozen
class PublishTournament:
    """Show the draft to the public."""


@frozen
class OpenRegistration:
    """Let entrants register."""


@frozen
class CommitToDraw:
    """Bind the draw to a seed that stays secret until the start: `commitment` is the SHA-256 of the seed, in hex.

    Registration must not be closed yet, so that nobody can choose a seed that suits the field. A later commitment takes
    the place of an earlier one, and both stay in the journal.
    """

    commitment: str


@frozen
class OpenCheckIn:
    """Let entrants say that they are there."""


@frozen
class StartTournament:
    """Close registration, seed the entrants and open the first stage.

    `seed` is what all randomness of the start comes from; it is recorded, so that anyone can repeat the draw. After a
    commitment it must be the seed that was committed to.
    """

    seed: str = ""


@frozen
class ContinueTournament:
    """Ask the formats again where a stage was parked because its format was not installed."""


@frozen
class FreezeTournament:
    """Stop everything at once, as in an emergency: nothing is accepted until it is unfrozen or cancelled."""

    reason: str


@frozen
class UnfreezeTournament:
    """Go on where it was frozen."""


@frozen
class ArchiveTournament:
    """Put the tournament away: nothing can happen to it any more."""


@frozen
class CancelTournament:
    """End the tournament without a result."""

    reason: str
