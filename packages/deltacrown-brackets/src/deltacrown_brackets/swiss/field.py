"""A field to be paired, and what pairing two of its places costs.

Costs are compared level by level, and packed into one whole number, each level above the most that all below it can
come to: 1. meetings before, 2. the squared difference of scores, 3. the squared distance between each opponent and the
ideal one, in places, 4. a small number made from the two places, so that hardly ever two pairings cost the same, and it
is not the matcher's ways that choose.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from math import gcd

from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.order import STEP, Within, ideal_partners

_NOISE = 20
_WIDEST = 1 << 12
"""Differences of scores above this are replaced by differences of score groups: numbers have 127 bits."""


class Field:
    """An even number of places, best first.

    players  who takes each place
    ideal    the ideal opponent of each place, as a place
    levels   the score of each place, in the smallest unit
    step     what a step along the row of ideal pairs costs at least, in units (see `order.STEP`)
    unit     what one step of the third level costs
    score    what one squared unit of score costs
    again    what one earlier meeting costs
    """

    def __init__(self, players: Sequence[int], scores: Sequence[int], within: Within, history: History) -> None:
        self.players = players
        self.meetings = history.meetings
        self.levels = _levels([scores[player] for player in players])
        self.ideal = ideal_partners(self.levels, within)
        self.step = STEP[within]
        self.size = len(players)
        bits = self.size.bit_length()
        self.unit = 1 << (_NOISE + bits)
        self.score = self.unit << (3 * bits)
        widest = (self.levels[0] - self.levels[-1]) ** 2 if self.size else 0
        self.again = self.score << (widest.bit_length() + bits)
        self.groups, self.spans = _groups(self.levels)
        self.free = _free(self.levels, self.spans)

    def met(self, one: int, other: int) -> int:
        """How often the players of these places have met."""
        first, second = self.players[one], self.players[other]
        # `pair_number`, without the price of a call: this is asked more than anything else.
        return self.meetings.get(first << 32 | second if first < second else second << 32 | first, 0)

    def cost(self, one: int, other: int) -> int:
        """What pairing these two places costs, earlier meetings aside."""
        difference = self.levels[one] - self.levels[other]
        detail = self._astray(one, other) * self.unit
        return difference * difference * self.score + detail + (_noise(one, other) if detail else 0)

    def excess(self, one: int, other: int) -> int:
        """What the pair costs on levels 2 and 3 above what is bound to be paid; never less than 0.

        Somebody has to cross every border between score groups that has an odd number of places above it.
        """
        return self.border_excess(one, other) + self._astray(one, other) * self.unit

    def border_excess(self, one: int, other: int) -> int:
        """The part of the excess that is due to scores: the same for any two places of the same groups."""
        difference = self.levels[one] - self.levels[other]
        free = self.free[self.groups[one]] - self.free[self.groups[other]]
        return (difference * difference - abs(free)) * self.score

    def crossed_twice(self, pairs: Iterable[tuple[int, int]]) -> bool:
        """Whether some border with an odd number of places above it is crossed more than once by the pairs.

        Crossing it once has to be paid anyhow, and is not in the excess; crossing it more often is not in it either.
        """
        crossed: set[int] = set()
        for one, other in pairs:
            for border in range(self.groups[one], self.groups[other]):
                if border in crossed:
                    return True
                if self.spans[border][1] % 2:
                    crossed.add(border)
        return False

    def _astray(self, one: int, other: int) -> int:
        """How far both are from their ideal opponents: the sum of two squares of places."""
        by_one, by_other = other - self.ideal[one], one - self.ideal[other]
        return by_one * by_one + by_other * by_other


def _noise(one: int, other: int) -> int:
    low, high = (one, other) if one < other else (other, one)
    mixed = (low * 0x9E3779B1 + high * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return mixed >> (32 - _NOISE)


def _levels(scores: Sequence[int]) -> list[int]:
    """Scores counted from the lowest, in the greatest unit that leaves them whole."""
    lowest = min(scores, default=0)
    unit = reduce(gcd, (score - lowest for score in scores), 0) or 1
    levels = [(score - lowest) // unit for score in scores]
    if levels and levels[0] > _WIDEST:
        number = {score: place for place, score in enumerate(sorted(set(levels)))}
        return [number[level] for level in levels]
    return levels


def _groups(levels: Sequence[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The score group of each place, and where each group begins and ends."""
    starts = [0, *(place for place in range(1, len(levels)) if levels[place] != levels[place - 1]), len(levels)]
    spans = list(pairwise(starts))
    return [group for group, (start, end) in enumerate(spans) for _ in range(start, end)], spans


def _free(levels: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each group, what has to be paid for crossing all odd borders above it."""
    free = [0]
    for _, end in spans[:-1]:
        step = levels[end - 1] - levels[end]
        free.append(free[-1] + (step * step if end % 2 else 0))
    return free
