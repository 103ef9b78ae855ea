"""How seeds are spread over groups, and what groups are called."""

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Literal, TypeAlias, TypeVar

from deltacrown import Draw

T = TypeVar("T")

Dealing: TypeAlias = Literal["snake", "blocks", "pots"]
"""How seeds are dealt to three groups.

snake   1 2 3 / 6 5 4 / 7 8 9, so that all groups are equally strong
blocks  1 2 3 are the first group, 4 5 6 the second: for groups that were drawn elsewhere
pots    1 2 3 are a pot, 4 5 6 the next: one of each pot comes into each group, as drawn from the stage's recorded seed
"""


def group_names(count: int) -> list[str]:
    """Group A to Group Z, then Group AA and so on; a single group has no name."""
    return [""] if count == 1 else [f"Group {letters(place)}" for place in range(count)]


def spread(entrants: int, count: int, dealing: Dealing, seed: str) -> dict[str, list[int]]:
    """The seeds of each group by its name, best first. `seed` is what pots are drawn from."""
    seeds = range(1, entrants + 1)
    match dealing:
        case "snake":
            groups = _snake(seeds, count)
        case "blocks":
            groups = blocks(seeds, count)
        case "pots":
            groups = _drawn(seeds, count, seed)
    return dict(zip(group_names(count), groups, strict=True))


def _snake(seeds: Sequence[int], count: int) -> list[list[int]]:
    groups: list[list[int]] = [[] for _ in range(count)]
    for place, seed in enumerate(seeds):
        row, column = divmod(place, count)
        groups[column if row % 2 == 0 else count - 1 - column].append(seed)
    return groups


def blocks(seeds: Sequence[T], count: int) -> list[list[T]]:
    """Neighbours together, in parts of which the first are larger by one where it does not come out even."""
    smaller, larger = divmod(len(seeds), count)
    starts = [place * smaller + min(place, larger) for place in range(count + 1)]
    return [list(seeds[start:end]) for start, end in pairwise(starts)]


def _drawn(seeds: Sequence[int], count: int, seed: str) -> list[list[int]]:
    """Pot by pot: the groups in drawn order, each for the next of the pot. Without a recorded seed nothing is drawn."""
    groups: list[list[int]] = [[] for _ in range(count)]
    for number, start in enumerate(range(0, len(seeds), count), 1):
        order = Draw(f"{seed}/pot {number}").shuffled(range(count)) if seed else range(count)
        for group, one in zip(order, seeds[start : start + count], strict=False):
            groups[group].append(one)
    return groups


def letters(place: int) -> str:
    """A to Z, then AA and so on, for 0 and what comes after it."""
    tens, ones = divmod(place, len(ascii_uppercase))
    return (letters(tens - 1) if tens else "") + ascii_uppercase[ones]
