"""How seeds are spread over groups, and what groups are called."""

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Literal, TypeAlias

Draw: TypeAlias = Literal["snake", "blocks"]
"""1 2 3 / 6 5 4 / 7 8 9, or 1 2 3 / 4 5 6 / 7 8 9 where groups were drawn elsewhere."""


def group_names(count: int) -> list[str]:
    """Group A to Group Z, then Group AA and so on; a single group has no name."""
    return [""] if count == 1 else [f"Group {_letters(place)}" for place in range(count)]


def spread(entrants: int, count: int, draw: Draw) -> dict[str, list[int]]:
    """The seeds of each group by its name, best first."""
    seeds = range(1, entrants + 1)
    names = group_names(count)
    return dict(zip(names, _blocks(seeds, count) if draw == "blocks" else _snake(seeds, count), strict=True))


def _snake(seeds: Sequence[int], count: int) -> list[list[int]]:
    groups: list[list[int]] = [[] for _ in range(count)]
    for place, seed in enumerate(seeds):
        row, column = divmod(place, count)
        groups[column if row % 2 == 0 else count - 1 - column].append(seed)
    return groups


def _blocks(seeds: Sequence[int], count: int) -> list[list[int]]:
    smaller, larger = divmod(len(seeds), count)
    starts = [place * smaller + min(place, larger) for place in range(count + 1)]
    return [list(seeds[start:end]) for start, end in pairwise(starts)]


def _letters(place: int) -> str:
    tens, ones = divmod(place, len(ascii_uppercase))
    return (_letters(tens - 1) if tens else "") + ascii_uppercase[ones]
