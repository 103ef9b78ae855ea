"""The field: who takes part, and how strong they are."""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from statistics import NormalDist

from attrs import frozen

from deltacrown.problems import Problem
from deltacrown.registration.events import EntrantRegistered
from deltacrown.stage.slots import EntrantId


@frozen
class Field:
    """Entrants with their strengths.

    strengths  Elo by entrant, in the order of registration: 400 points more win ten games for each one lost
    draw_rate  how often a game between equals ends level where it may; one that is less even, less often
    """

    strengths: Mapping[EntrantId, float]
    draw_rate: float = 0.25

    @classmethod
    def normal(cls, entrants: int, spread: float = 200, draw_rate: float = 0.25) -> "Field":
        """As many as that, called 1 for the best, 2 …, normally distributed with this standard deviation.

        The strengths are no sample but the normal scores, the quantiles at (i - ½)/n. 200 is the standard deviation by
        which Elo defined a class of chess players; the players of an open tournament are further apart.
        """
        scores = (NormalDist().inv_cdf(1 - (place - 0.5) / entrants) for place in range(1, entrants + 1))
        return cls({str(place): spread * score for place, score in enumerate(scores, 1)}, draw_rate)

    @property
    def best_first(self) -> tuple[EntrantId, ...]:
        """The entrants by strength; equal ones as they registered."""
        return tuple(sorted(self.strengths, key=lambda entrant: -self.strengths[entrant]))

    def registrations(self) -> Iterator[EntrantRegistered]:
        """Everyone, rated by the strength."""
        for entrant, strength in self.strengths.items():
            yield EntrantRegistered(entrant, Fraction(strength))

    def problems(self) -> Iterator[Problem]:
        """Why nothing can be played with this field."""
        if not 0 <= self.draw_rate <= 1:
            yield Problem("field.draw_rate", "how often a game is drawn is a number from 0 to 1", "field.draw_rate")
        for entrant, strength in self.strengths.items():
            if not entrant:
                yield Problem("field.nameless", "every entrant needs a name", "field.strengths")
            if not math.isfinite(strength):
                yield Problem("field.strength", f"the strength of {entrant!r} is no number", "field.strengths")
