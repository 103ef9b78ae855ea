"""Divisions: an order cut into tiers, and who changes places between neighbours after a season."""

from collections.abc import Sequence
from itertools import pairwise

from deltacrown import EntrantId

from deltacrown_brackets.formats.groups import blocks, letters


def division_name(place: int) -> str:
    """Division A to Division Z, then Division AA and so on."""
    return f"Division {letters(place)}"


def cut(order: Sequence[EntrantId], most: int) -> list[list[EntrantId]]:
    """The order as divisions, the highest first; fewer than `most` where some would not have two entrants."""
    return blocks(order, min(most, len(order) // 2))


def exchanged(tables: Sequence[Sequence[EntrantId]], promoted: int) -> list[EntrantId]:
    """Everyone from the top after the last of each division and the first of the one below have changed places.

    As many as `promoted`, but never more than half of a division that has become small. Whoever comes down is ahead of
    those who stay there, whoever goes up is behind them.
    """
    moving = [min(promoted, len(upper) // 2, len(lower) // 2) for upper, lower in pairwise(tables)]
    order: list[EntrantId] = []
    for place, table in enumerate(tables):
        up = moving[place - 1] if place else 0
        down = moving[place] if place < len(moving) else 0
        above = tables[place - 1] if place else ()
        below = tables[place + 1][:down] if down else ()
        order += [*above[len(above) - up :], *table[up : len(table) - down], *below]
    return order
