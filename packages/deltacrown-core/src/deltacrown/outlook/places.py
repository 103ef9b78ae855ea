"""Places: a ranking as the first and the last place that each entrant may be given in it."""

from collections.abc import Mapping
from typing import TypeAlias

from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId

Places: TypeAlias = tuple[int, int]
"""The first and the last place of those who share a rank."""


def places(ranking: Ranking) -> dict[EntrantId, Places]:
    """Each entrant's places in the ranking."""
    found: dict[EntrantId, Places] = {}
    for group in ranking.groups:
        shared = (len(found) + 1, len(found) + len(group))
        found.update(dict.fromkeys(group, shared))
    return found


def share(given: Places, rank: int) -> float:
    """Which part of the places is at the rank or better."""
    first, last = given
    return min(1.0, max(0.0, (rank - first + 1) / (last - first + 1)))


def widest(one: Places, other: Places) -> Places:
    """From the better first place to the worse last one."""
    return (min(one[0], other[0]), max(one[1], other[1]))


def union(found: dict[EntrantId, Places], more: Mapping[EntrantId, Places]) -> None:
    """Widen what was found by more."""
    for entrant, given in more.items():
        found[entrant] = widest(found[entrant], given) if entrant in found else given
