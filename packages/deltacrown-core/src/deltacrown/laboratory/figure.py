"""Figures: one measure over all runs."""

from math import sqrt
from statistics import fmean, stdev

from attrs import field, frozen

from deltacrown.outlook.values import Z_95, Chance


@frozen
class Figure:
    """The numbers of a measure, a run each.

    `share` says that they are from 0 to 1, so that their interval is the one of a chance.
    """

    samples: tuple[float, ...] = field(repr=False)
    share: bool = False

    @property
    def mean(self) -> float:
        """The mean over all runs."""
        return fmean(self.samples)

    @property
    def least(self) -> float:
        """The least of all runs."""
        return min(self.samples)

    @property
    def most(self) -> float:
        """The most of all runs."""
        return max(self.samples)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the mean of endless runs lies with 95 % confidence: by Wilson for a share, else the normal interval."""
        if self.share:
            return Chance(self.mean, len(self.samples)).interval
        error = stdev(self.samples) / sqrt(len(self.samples)) if len(self.samples) > 1 else 0.0
        return self.mean - Z_95 * error, self.mean + Z_95 * error

    def less(self, other: "Figure") -> "Figure":
        """The difference to the same measure elsewhere, run by run: the luck that both had falls out."""
        return Figure(tuple(one - two for one, two in zip(self.samples, other.samples, strict=True)))
