"""How long matches take."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import frozen

from deltacrown.match.state import Match
from deltacrown.problems import Problem

_MOST_MINUTES = 7 * 24 * 60


@frozen
class Length:
    """How long a match takes in all, where what is said fits: its stage, section, round, number of games."""

    minutes: int
    stage: str | None = None
    section: str | None = None
    round: int | None = None
    best_of: int | None = None

    def fits(self, stage: str, match: Match) -> bool:
        """Whether this is about the match."""
        said = (self.stage, self.section, self.round, self.best_of)
        found = (stage, match.section, match.round, match.best_of)
        return all(one is None or one == other for one, other in zip(said, found, strict=True))


@frozen
class Lengths:
    """The first of `matches` that fits; else so many minutes for each game that there may be, or for each leg."""

    game_minutes: int = 30
    matches: tuple[Length, ...] = ()

    def of(self, stage: str, match: Match) -> timedelta:
        """How long the match takes."""
        said = next((length.minutes for length in self.matches if length.fits(stage, match)), None)
        games = match.legs if match.legs > 1 else match.best_of
        return timedelta(minutes=self.game_minutes * games if said is None else said)

    def problems(self) -> Iterator[Problem]:
        """Why matches cannot take so long."""
        fields = {"game_minutes": self.game_minutes}
        fields |= {f"matches.{place}.minutes": length.minutes for place, length in enumerate(self.matches)}
        for name, minutes in fields.items():
            if not 1 <= minutes <= _MOST_MINUTES:
                yield Problem("schedule.span", "a match takes between a minute and a week", name)
