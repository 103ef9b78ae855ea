"""The order of a field, and the opponent whom everyone would have if nothing stood in the way."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

from deltacrown import Draw

Within: TypeAlias = Literal["fold", "slide", "adjacent", "random"]
"""Who meets whom inside a score group, best first: the first the last (fold), the upper half the lower half (slide),
neighbours (adjacent), or neighbours in an order that is drawn (random)."""


def ordered(players: Sequence[int], scores: Sequence[int], within: Within, draw: str) -> list[int]:
    """The players by score, best first; level ones by seed, or as drawn."""
    start = Draw(draw).shuffled(players) if within == "random" else sorted(players)
    return sorted(start, key=lambda player: -scores[player])


def ideal_partners(scores: Sequence[int], within: Within) -> list[int]:
    """The ideal opponent of each place of an even field; `scores` are those of the places, best first.

    A group with an odd number of places left gives its last one to the first of the next group.
    """
    ideal = list(range(len(scores)))
    floating = -1
    for _, group in groupby(range(len(scores)), key=scores.__getitem__):
        places = list(group)
        if floating >= 0:
            _pair(ideal, floating, places.pop(0))
            floating = -1
        if len(places) % 2:
            floating = places.pop()
        partner = _PARTNERS[within]
        for place in range(len(places)):
            ideal[places[place]] = places[partner(place, len(places))]
    return ideal


def _pair(ideal: list[int], one: int, other: int) -> None:
    ideal[one], ideal[other] = other, one


def _slid(place: int, size: int) -> int:
    return (place + size // 2) % size


def _folded(place: int, size: int) -> int:
    return size - 1 - place


def _beside(place: int, size: int) -> int:  # noqa: ARG001 - one shape for all three
    return place ^ 1


_PARTNERS: dict[Within, Callable[[int, int], int]] = {
    "slide": _slid,
    "fold": _folded,
    "adjacent": _beside,
    "random": _beside,
}

STEP: dict[Within, int] = {"slide": 2, "fold": 2, "adjacent": 8, "random": 8}
"""Ideal pairs in a row by their better places: if two who are `d` pairs apart meet, the sum of their squared distances
from their ideal opponents is this many times `d * d` or more."""
