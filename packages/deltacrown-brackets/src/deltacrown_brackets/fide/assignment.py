"""Of all best assignments of S1 to S2, the one that comes first: the first of S1 gets the highest it can, and so on."""

from collections import deque
from collections.abc import Sequence

from deltacrown_brackets.fide.completion import bits

SMALL_BITS = 50
"""Sums along any path of numbers this small fit into 64 bits."""


def first_assignment(numbers: Sequence[Sequence[int | None]], chosen: Sequence[int], ordered: int) -> list[int]:
    """The columns of the rows, in the best assignment whose columns of the first `ordered` rows come first.

    numbers  by row and column (as many), what the pair is worth; None where it cannot be
    chosen   the columns of the rows in any best assignment

    Seen against potentials, best assignments are those of edges without slack. So a row can get a column if whoever
    has it can be satisfied otherwise along such edges: a search for a way, from row to row.
    """
    holder = {column: row for row, column in enumerate(chosen)}
    columns = list(chosen)
    tight = _tight(numbers, columns)
    takers = _takers(tight)
    left = (1 << len(columns)) - 1
    for row in range(ordered):
        way: dict[int, int] = {}
        for column in bits(tight[row]):
            if column == columns[row]:
                break
            other = holder[column]
            if not left >> other & 1:
                continue
            way = way or _ways_to(row, columns, takers, left)
            if other in way:
                _rotate(row, other, way, columns, holder)
                break
        left &= ~(1 << row)
    return columns


def _tight(numbers: Sequence[Sequence[int | None]], columns: Sequence[int]) -> list[int]:
    """By row, the mask of the columns that it has in some assignment of edges without slack."""
    import numpy as np  # noqa: PLC0415 - who pairs no Swiss need not load it

    greatest = max((abs(number) for row in numbers for number in row if number is not None), default=0)
    small = greatest.bit_length() <= SMALL_BITS
    barred = 1 << (greatest.bit_length() + len(columns).bit_length() + 1)
    small = small and barred.bit_length() <= SMALL_BITS + 12
    dtype = np.int64 if small else object
    table = np.array([[-barred if number is None else number for number in row] for row in numbers], dtype=dtype)
    held = table[np.arange(len(columns)), columns]
    costs = (held[:, None] - table)[:, columns]
    distances = np.zeros(len(columns), dtype=dtype)
    while True:
        reached = (distances[:, None] + costs).min(axis=0)
        if (reached >= distances).all():
            break
        distances = np.minimum(distances, reached)
    without_slack = (distances[:, None] + costs) == distances[None, :]
    masks = []
    for row in range(len(columns)):
        mask = 0
        for other in np.flatnonzero(without_slack[row]).tolist():
            if numbers[row][columns[other]] is not None:
                mask |= 1 << columns[other]
        masks.append(mask)
    return masks


def _takers(tight: Sequence[int]) -> list[int]:
    """By column, the mask of the rows that could take it."""
    takers = [0] * len(tight)
    for row, mask in enumerate(tight):
        for column in bits(mask):
            takers[column] |= 1 << row
    return takers


def _ways_to(goal: int, columns: Sequence[int], takers: Sequence[int], left: int) -> dict[int, int]:
    """By row, the row whose column it takes so that in the end the column of `goal` is taken."""
    way = {goal: goal}
    unseen = left & ~(1 << goal)
    queue = deque([goal])
    while queue:
        row = queue.popleft()
        found = takers[columns[row]] & unseen
        unseen &= ~found
        for other in bits(found):
            way[other] = row
            queue.append(other)
    return way


def _rotate(row: int, other: int, way: dict[int, int], columns: list[int], holder: dict[int, int]) -> None:
    """`row` takes the column of `other`, which takes that of the next on the way, until that of `row` is taken."""
    moves = [(row, columns[other])]
    while other != row:
        moves.append((other, columns[way[other]]))
        other = way[other]
    for mover, column in moves:
        columns[mover] = column
        holder[column] = mover
