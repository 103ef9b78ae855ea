"""Strengths: how likely one beats another. Any function of two ids will do; these are the usual ones.

Ratings are read, never updated here: libraries do that, each with its own idea of rating periods.
"""

from collections.abc import Callable, Mapping
from math import hypot, pi
from typing import TypeAlias

from deltacrown.stage.slots import EntrantId

Strengths: TypeAlias = Callable[[EntrantId, EntrantId], float]
"""The expected score of the first against the second, from 0 to 1: a win counts 1, a draw one half."""

_Q = 0.0057565
"""ln 10 / 400 to the digits that Glickman's papers use."""


def even(_: EntrantId, __: EntrantId) -> float:
    """Nobody is stronger."""
    return 0.5


def elo(ratings: Mapping[EntrantId, float]) -> Strengths:
    """Elo's expected score: 400 points more make a win ten times as likely as a defeat (FIDE Handbook B.02)."""
    return lambda one, other: _logistic(ratings[one] - ratings[other])


def glicko2(ratings: Mapping[EntrantId, tuple[float, float]]) -> Strengths:
    """The expected score between two ratings that are both uncertain, each as (rating, rating deviation).

    Glickman's g and E as in "Example of the Glicko-2 system", step 3, on the scale of ratings around 1500, with the
    deviations of both sides combined as in "The Glicko system", end of "Further comments". The volatility of
    Glicko-2 concerns the next rating period and plays no part.
    """

    def expected(one: EntrantId, other: EntrantId) -> float:
        (rating, deviation), (against, uncertain) = ratings[one], ratings[other]
        doubt = hypot(deviation, uncertain)
        return _logistic((rating - against) / (1 + 3 * (_Q * doubt / pi) ** 2) ** 0.5)

    return expected


def _logistic(difference: float) -> float:
    # Written so that no exponent overflows, whatever the ratings.
    if difference < 0:
        return 1 - _logistic(-difference)
    return 1 / (1 + 10 ** (-difference / 400))
