"""What an outlook says. Values only.

A place is a position without sharing. Entrants who are level share a rank: three who share rank 2 have the places 2,
3 and 4 between them, and which of them each would get is not settled by results (lots or a play-off would say). So
whoever shares a rank is counted with its best place where "can still" is asked, and with its last where "for certain"
is asked.
"""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from attrs import frozen

from deltacrown.stage.slots import EntrantId

Method = Literal["final", "enumeration", "bracket", "bounds", "sampled"]
"""How places were found.

final        the stage is over
enumeration  every way in which wins, draws and losses can still fall was played on
bracket      every way through a bracket whose plan is complete was followed
bounds       by points: what is ruled out is proved, what is left may contain more than can happen
sampled      nothing could be ruled out; odds are all there is
"""

Z_95 = 1.959964
"""The two-sided 95 % quantile of the normal distribution."""


class Fate(StrEnum):
    """Whether an entrant ends at a rank or better."""

    IN = "in"
    """Whatever happens."""
    OUT = "out"
    """Under no circumstances."""
    OPEN = "open"


@frozen
class Chance:
    """A probability. `samples` is how many continuations were played to find it; 0 where it is exact."""

    probability: float
    samples: int = 0

    @property
    def exact(self) -> bool:
        """Whether it was computed, not sampled."""
        return self.samples == 0

    @property
    def error(self) -> float:
        """The standard error, at most (shares of a tied rank vary less than a coin of the same mean)."""
        return math.sqrt(self.probability * (1 - self.probability) / self.samples) if self.samples else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson 1927), which is honest where none of the samples or all of them hit."""
        if self.exact:
            return (self.probability, self.probability)
        n, p, z = self.samples, self.probability, Z_95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (max(0.0, middle - half), min(1.0, middle + half))


@frozen
class Prospect:
    """What an entrant can still reach: no place better than `best`, none worse than `worst`.

    Both are proved. `exact` says that both can happen; where it is False, the truth may be narrower. `chances` are
    the probabilities of ending at each rank asked for or better; whoever shares a rank counts with its share of the
    places. Empty where no odds were asked for.
    """

    entrant: EntrantId
    best: int
    worst: int
    exact: bool
    chances: Mapping[int, Chance]

    def fate(self, rank: int) -> Fate:
        """Whether it ends at the rank or better."""
        return fate((self.best, self.worst), rank)

    def clinched(self, rank: int) -> bool:
        """Whether it ends at the rank or better, whatever happens."""
        return self.fate(rank) is Fate.IN

    def eliminated(self, rank: int) -> bool:
        """Whether it can no longer end at the rank or better."""
        return self.fate(rank) is Fate.OUT


def fate(places: tuple[int, int], rank: int) -> Fate:
    """What places from the first to the second say about ending at the rank or better."""
    best, worst = places
    return Fate.IN if worst <= rank else Fate.OUT if best > rank else Fate.OPEN


@frozen
class Stake:
    """What the result of a match would mean for one who plays it, for one rank. `draw` is None where there is none.

    Where a match has more than two sides, `win` is first place alone and `loss` everything else.
    """

    entrant: EntrantId
    rank: int
    win: Fate
    draw: Fate | None
    loss: Fate

    @property
    def must_win(self) -> bool:
        """Whether nothing but a win keeps the rank possible."""
        return self.win is not Fate.OUT and self.loss is Fate.OUT and self.draw in {Fate.OUT, None}

    @property
    def must_not_lose(self) -> bool:
        """Whether a defeat ends the hope, and anything else does not."""
        return self.loss is Fate.OUT and self.win is not Fate.OUT and self.draw in {Fate.OPEN, Fate.IN}

    @property
    def win_is_enough(self) -> bool:
        """Whether a win settles it, and a defeat would not."""
        return self.win is Fate.IN and self.loss is not Fate.IN


@frozen
class Fixture:
    """An undecided match.

    `dead` are the ranks (of those asked for) for which it is dead: whatever the other matches bring, seen by which
    side wins them, all its results leave the same entrants in and the same out. Only what is proved is listed.
    `stakes` are there once both sides are known, one an entrant and rank that is not settled.
    """

    match: str
    dead: tuple[int, ...]
    stakes: tuple[Stake, ...]


@frozen
class Outlook:
    """What is still possible in a stage, or in one table of it.

    Nobody is foreseen to withdraw, and no result to be corrected. `method` says how places were found, `exact`
    whether every entrant's are exact. `samples` and `seed` repeat the odds; `notes` say in words what the answer
    rests on.
    """

    stage: str
    table: str
    ranks: tuple[int, ...]
    method: Method
    exact: bool
    prospects: Mapping[EntrantId, Prospect]
    fixtures: Mapping[str, Fixture]
    samples: int
    seed: str
    notes: tuple[str, ...]

    def clinched(self, rank: int) -> tuple[EntrantId, ...]:
        """Who ends at the rank or better, whatever happens."""
        return tuple(entrant for entrant, prospect in self.prospects.items() if prospect.clinched(rank))

    def eliminated(self, rank: int) -> tuple[EntrantId, ...]:
        """Who can no longer end at the rank or better."""
        return tuple(entrant for entrant, prospect in self.prospects.items() if prospect.eliminated(rank))
