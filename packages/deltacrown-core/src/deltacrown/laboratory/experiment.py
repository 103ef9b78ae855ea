"""The experiment: what is held the same for everything that is played out."""

from collections.abc import Iterator

from attrs import frozen

from deltacrown.laboratory.field import Field
from deltacrown.problems import Problem

MOST_RUNS = 1_000_000


@frozen
class Experiment:
    """A field, its luck and its hall.

    runs      how many times each is played
    seed      all luck follows from it
    stations  how many matches can be played at once; None for all that are ready
    minutes   how long a game takes; a match takes as long as its games
    """

    field: Field
    runs: int = 1_000
    seed: str = "0"
    stations: int | None = None
    minutes: float = 30

    def problems(self) -> Iterator[Problem]:
        """Why this is no experiment."""
        yield from self.field.problems()
        if not 1 <= self.runs <= MOST_RUNS:
            yield Problem("experiment.runs", f"1 to {MOST_RUNS:,} runs are played", "runs")
        if self.stations is not None and self.stations < 1:
            yield Problem("experiment.stations", "there is at least 1 station", "stations")
        if not 0 < self.minutes < float("inf"):
            yield Problem("experiment.minutes", "a game takes some minutes", "minutes")
