"""How far an improvement could reach: the proof that a window holds all that could be better.

Any better pairing differs from the present one by rings that alternate between present and new pairs. A ring pays for
its new pairs what it saves on its present ones, so from a present pair that costs something it reaches no place that
new pairs of less than half that cost do not lead to; and pairs that cost nothing save nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain
from math import isqrt

from deltacrown_brackets.swiss.field import Field

MOST_REACHED = 64
"""Rings that could reach further than this many places are not followed."""

MOST_LOOKED_AT = 2_000
"""Nor are those for which more pairs than this would have to be looked at."""

FOR_SCORES = 4
"""Where differences of scores are at stake, that many times as much is looked at. There are few such places."""


def reached(field: Field, partners: Sequence[int], starts: Iterable[int], budget: int) -> dict[int, int] | None:
    """The places that rings from these starts come to for less than the budget, and what the way there costs.

    None where they are too many to follow.
    """
    ways = dict.fromkeys(starts, 0)
    queue = [(0, place) for place in ways]
    looked_at, effort = 0, FOR_SCORES if budget > field.score else 1
    while queue:
        spent, place = heappop(queue)
        if spent > ways[place]:
            continue
        for other in possible(field, place, budget - spent):
            looked_at += 1
            cost = field.excess(place, other) if place < other else field.excess(other, place)
            way, onward = spent + cost, partners[other]
            if way < ways.get(onward, budget) and other != partners[place]:
                ways[onward] = way
                heappush(queue, (way, onward))
        if len(ways) > effort * MOST_REACHED or looked_at > effort * MOST_LOOKED_AT:
            return None
    for place, way in list(ways.items()):
        other = partners[place]
        ways[other] = min(way, ways.get(other, way))
    return ways


def possible(field: Field, place: int, budget: int | None, among: Sequence[int] | None = None) -> Iterator[int]:
    """Whom the place could meet without having met before; few of them, if any, at an excess of the budget or more.

    Looks through `among` where that is given and shorter, or where there is no budget.
    """
    others = _near(field, place, budget, among) if budget is not None else among or ()
    return (other for other in others if other != place and not field.met(place, other))


def _near(field: Field, place: int, budget: int, among: Sequence[int] | None) -> Iterable[int]:
    """Places whose excess can be within the budget: near the ideal opponent, or in a score group near enough."""
    if budget <= field.score:
        ideal, width = field.ideal[place], isqrt(budget // field.unit)
        near = range(max(0, ideal - width), min(field.size, ideal + width + 1))
        return near if among is None or len(among) > len(near) else among
    if among is not None:
        return among
    spans = (span for span in field.spans if field.border_excess(place, span[0]) < budget)
    return chain.from_iterable(range(start, end) for start, end in spans)
