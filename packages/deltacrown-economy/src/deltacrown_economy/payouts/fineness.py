"""How finely a pool may be divided: every share is written down exactly, so it must be short enough to write."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

from deltacrown import Problem

DIGITS = 40


def fineness_problems(percents: Iterable[Fraction], field: str) -> Iterator[Problem]:
    """Why these percentages cannot stand together: sums and differences of them have their common denominator."""
    common = 1
    for percent in percents:
        common = lcm(common, percent.denominator)
        # At once: the denominators of thousands of fractions would take hours to bring together.
        if common >= 10**DIGITS:
            yield Problem("payout.too_fine", f"their common denominator has more than {DIGITS} digits", field)
            return
