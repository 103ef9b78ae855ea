"""What is sent to create and run a tournament."""

from attrs import frozen
from deltacrown import StageSettings, TournamentSettings


@frozen
class NewTournament:
    """A tournament to create.

    name      how people call it
    stages    in the order of play; the first takes everyone, later ones take their `sources`
    seeding   the name of an installed seeding, applied at the start
    capacity  how many entrants may register; null for no limit
    id        1 to 64 letters, digits, hyphens and underscores; made by the server where it is left out
    """

    name: str
    stages: tuple[StageSettings, ...]
    seeding: str = TournamentSettings("", ()).seeding
    capacity: int | None = None
    id: str = ""

    @property
    def settings(self) -> TournamentSettings:
        """The settings in it."""
        return TournamentSettings(self.name, self.stages, self.seeding, self.capacity)


@frozen
class Start:
    """How to start: `seed` is what all randomness comes from, recorded so that anyone can repeat the draw."""

    seed: str = ""


@frozen
class Cancellation:
    """Why the tournament ends without a result."""

    reason: str


@frozen
class TieDecision:
    """How a tie was settled outside: exactly the tied entrants, best first, and the method (lots, a play-off)."""

    stage: str
    order: tuple[str, ...]
    method: str
