"""How a frozen mapping should share memory between its versions: one value replaced, by size.

Candidates, all pure Python: a dict copied whole; a tuple copied whole beside a shared index; two levels (chunks of
64); three levels of 32, which is `deltacrown.Table`; and a dict changed in place, which no frozen value can be.
"""

import sys
from collections.abc import Callable, Iterator
from time import process_time
from types import MappingProxyType
from typing import Any

from deltacrown import Table

SIZES = (16, 256, 1_024, 16_384, 65_536)
UPDATES = 20_000
_CHUNK = 64


def copied_dict(size: int) -> Callable[[int], object]:
    """A dict, copied whole."""
    state = [MappingProxyType({place: place for place in range(size)})]

    def change(place: int) -> None:
        state[0] = MappingProxyType({**state[0], place: -1})

    return change


def copied_tuple(size: int) -> Callable[[int], object]:
    """A tuple, copied whole."""
    state = [tuple(range(size))]

    def change(place: int) -> None:
        values = list(state[0])
        values[place] = -1
        state[0] = tuple(values)

    return change


def two_levels(size: int) -> Callable[[int], object]:
    """Chunks of 64 in a tuple."""
    state = [tuple(tuple(range(start, min(start + _CHUNK, size))) for start in range(0, size, _CHUNK))]

    def change(place: int) -> None:
        chunks = list(state[0])
        chunk = list(chunks[place // _CHUNK])
        chunk[place % _CHUNK] = -1
        chunks[place // _CHUNK] = tuple(chunk)
        state[0] = tuple(chunks)

    return change


def three_levels(size: int) -> Callable[[int], object]:
    """`deltacrown.Table`."""
    state = [Table((place, place) for place in range(size))]

    def change(place: int) -> None:
        state[0] = state[0].with_value(place, -1)

    return change


def in_place(size: int) -> Callable[[int], object]:
    """A dict, changed in place: the floor."""
    state = {place: place for place in range(size)}

    def change(place: int) -> None:
        state[place] = -1

    return change


CANDIDATES: dict[str, Callable[[int], Callable[[int], Any]]] = {
    "dict, copied": copied_dict,
    "tuple, copied": copied_tuple,
    "two levels of 64": two_levels,
    "three levels of 32": three_levels,
    "dict, in place": in_place,
}


def rows() -> Iterator[list[str]]:
    """A row a candidate: microseconds of CPU an update, the median of three turns, by size."""
    for name, candidate in CANDIDATES.items():
        yield [name, *(f"{sorted(_turn(candidate, size) for _ in range(3))[1]:.2f}" for size in SIZES)]


def _turn(candidate: Callable[[int], Callable[[int], Any]], size: int) -> float:
    change = candidate(size)
    updates = min(UPDATES, 40_000_000 // size // 20)
    places = [(turn * 7_919) % size for turn in range(updates)]
    start = process_time()
    for place in places:
        change(place)
    return (process_time() - start) / updates * 1e6


def main() -> None:
    """Print the table."""
    table = [["µs an update", *map(str, SIZES)], *rows()]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        line = "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
