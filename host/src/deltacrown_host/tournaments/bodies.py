"""What is sent to create and run a tournament."""

import attrs
from attrs import frozen
from deltacrown import StageSettings, TournamentSettings


@frozen
class NewTournament(TournamentSettings):
    """A tournament to create: its settings, and `id` (1 to 64 letters, digits, hyphens and underscores).

    The server makes an id where none is given. What is left out of `stages`, `fields` and `roster` is the `game`'s.
    """

    stages: tuple[StageSettings, ...] = ()
    id: str = ""

    @classmethod
    def of(cls, settings: TournamentSettings, id_: str) -> "NewTournament":
        """These settings under this id."""
        return cls(**{field.name: getattr(settings, field.name) for field in attrs.fields(TournamentSettings)}, id=id_)

    @property
    def settings(self) -> TournamentSettings:
        """The settings in it."""
        names = (field.name for field in attrs.fields(TournamentSettings))
        return TournamentSettings(**{name: getattr(self, name) for name in names})


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
