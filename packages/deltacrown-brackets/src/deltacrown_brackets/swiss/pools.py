"""Pools of entrants with the same record, paired by the rule book of Counter-Strike majors.

Source: Valve, "Counter-Strike: Major Supplemental Rulebook", Swiss Bracket.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from deltacrown_brackets.swiss.history import History

PRIORITY_TABLE: tuple[tuple[tuple[int, int], ...], ...] = (
    ((1, 6), (2, 5), (3, 4)),
    ((1, 6), (2, 4), (3, 5)),
    ((1, 5), (2, 6), (3, 4)),
    ((1, 5), (2, 4), (3, 6)),
    ((1, 4), (2, 6), (3, 5)),
    ((1, 4), (2, 5), (3, 6)),
    ((1, 6), (2, 3), (4, 5)),
    ((1, 5), (2, 3), (4, 6)),
    ((1, 3), (2, 6), (4, 5)),
    ((1, 3), (2, 5), (4, 6)),
    ((1, 4), (2, 3), (5, 6)),
    ((1, 3), (2, 4), (5, 6)),
    ((1, 2), (3, 6), (4, 5)),
    ((1, 2), (3, 5), (4, 6)),
    ((1, 2), (3, 4), (5, 6)),
)
"""For a pool of six, best first: the first row without a rematch is played."""

_MOST_TRIED = 20_000
"""Pools that have not been paired after so many attempts are left to the matching over the whole field."""

Pairs = list[tuple[int, int]]


def difficulty(history: History) -> list[int]:
    """How hard the opponents of each entrant are: the wins less the losses of all of them, as they stand now."""
    sums = [0] * len(history.won)
    for number, times in history.meetings.items():
        one, other = number >> 32, number & 0xFFFFFFFF
        sums[one] += times * (history.won[other] - history.lost[other])
        sums[other] += times * (history.won[one] - history.lost[one])
    return sums


def pool_pairs(pool: Sequence[int], history: History) -> Pairs | None:
    """The pairs of an even pool, best first, without a rematch; None where there are none to be found."""
    if len(pool) == len(PRIORITY_TABLE[0]) * 2:
        return _by_table(pool, history)
    return highest_against_lowest(pool, lambda one, other: history.times_met(one, other) > 0)


def _by_table(pool: Sequence[int], history: History) -> Pairs | None:
    rows = (row_of(pool, number) for number in range(1, len(PRIORITY_TABLE) + 1))
    return next((pairs for pairs in rows if not any(history.times_met(*pair) for pair in pairs)), None)


def row_of(pool: Sequence[int], number: int) -> Pairs:
    """The pairs that a row of the table makes of a pool of six; the first row is 1."""
    return [(pool[one - 1], pool[other - 1]) for one, other in PRIORITY_TABLE[number - 1]]


def highest_against_lowest(pool: Sequence[int], met: Callable[[int, int], bool]) -> Pairs | None:
    """The highest meets the lowest whom it has not met, then the highest who is left, and so on.

    Where that leaves nobody for somebody further down, the last choice that can be changed is changed.
    """
    left = list(pool)
    chosen: list[tuple[int, int, int]] = []  # who, whom, and from which place of those left
    place = len(left) - 1
    for _ in range(_MOST_TRIED):
        if not left:
            return [(one, other) for one, other, _ in chosen]
        while place > 0 and met(left[0], left[place]):
            place -= 1
        if place > 0:
            chosen.append((left[0], left[place], place))
            del left[place], left[0]
            place = len(left) - 1
        elif chosen:
            one, other, last = chosen.pop()
            left.insert(0, one)
            left.insert(last, other)
            place = last - 1
        else:
            return None
    return None


def first_round(field: Sequence[int]) -> Pairs:
    """The upper half against the lower half: 1-9, 2-10 and so on in a field of 16."""
    half = len(field) // 2
    return list(zip(field[:half], field[half:], strict=True))


def records(history: History, players: Sequence[int]) -> list[list[int]]:
    """The players in pools of the same record, best first; within a pool by difficulty, then by seed."""
    hard = difficulty(history)

    def key(player: int) -> tuple[int, int, int, int]:
        return -history.won[player], history.lost[player], -hard[player], player

    order = sorted(players, key=key)
    starts = [0, *(n for n, (a, b) in enumerate(pairwise(order), 1) if key(a)[:2] != key(b)[:2]), len(order)]
    return [order[start:end] for start, end in pairwise(starts) if start < end]
