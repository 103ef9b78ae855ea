"""A frozen, ordered mapping that shares memory between its versions.

`with_value` answers a new table in time that does not grow with the size in practice (a chunk of 32 values
and the two rows of chunk references above it are copied), so a tournament of 16,384 entrants costs no more
per result than one of 16. Chosen by measurement: see docs/decisions/0002-shared-memory.md.
"""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from itertools import chain
from typing import Any, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_BITS = 5
_WIDTH = 1 << _BITS
_MASK = _WIDTH - 1
_ROW = 2 * _BITS


class Table(Mapping[K, V], Generic[K, V]):
    """Values by key, in the order in which the keys came. Keys are added and values replaced, never removed."""

    __slots__ = ("_index", "_keys", "_rows", "_size")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        pairs = dict(items)
        self._index: dict[K, int] = {key: place for place, key in enumerate(pairs)}
        self._keys: list[K] = list(pairs)
        self._rows = _grow((), list(pairs.values()), 0)
        self._size = len(pairs)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[K]:
        # The list may have grown since for a younger table that shares it.
        keys = self._keys
        return (keys[place] for place in range(self._size))

    def __contains__(self, key: object) -> bool:
        return self._index.get(key, self._size) < self._size  # type: ignore[arg-type]

    def __getitem__(self, key: K) -> V:
        place = self._index[key]
        if place >= self._size:
            raise KeyError(key)
        return self._rows[place >> _ROW][place >> _BITS & _MASK][place & _MASK]

    @overload
    def get(self, key: K, default: None = None, /) -> V | None: ...
    @overload
    def get(self, key: K, default: V | T, /) -> V | T: ...
    def get(self, key: K, default: V | T | None = None, /) -> V | T | None:
        """The value at `key`, or `default`: without an exception for a key that is not there, as Mapping's has."""
        place = self._index.get(key, self._size)
        if place >= self._size:
            return default
        return self._rows[place >> _ROW][place >> _BITS & _MASK][place & _MASK]

    def values(self) -> ValuesView[V]:
        """The values, in the order of their keys: read off the chunks, not looked up one by one."""
        return _Values(self)

    def items(self) -> ItemsView[K, V]:
        """The keys with their values."""
        return _Items(self)

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def __repr__(self) -> str:
        return f"Table({dict(self)!r})"

    def with_value(self, key: K, value: V) -> "Table[K, V]":
        """The table with `value` at `key`; a new key comes last."""
        place = self._index.get(key, self._size)
        if place >= self._size:
            return self._extended((key,), _appended(self._rows, value, self._size))
        return self.with_values([(key, value)])

    def with_values(self, items: Iterable[tuple[K, V]]) -> "Table[K, V]":
        """The table with many values; new keys come last, in their order."""
        index, size = self._index, self._size
        if not size:
            return Table(items)
        rows = list(self._rows)
        new: dict[K, V] = {}
        for key, value in items:
            place = index.get(key, size)
            if place >= size:
                new[key] = value
                continue
            row = list(rows[place >> _ROW])
            chunk = list(row[place >> _BITS & _MASK])
            chunk[place & _MASK] = value
            row[place >> _BITS & _MASK] = tuple(chunk)
            rows[place >> _ROW] = tuple(row)
        table = self._sharing(tuple(rows), size)
        return table._extended(new, _grow(table._rows, list(new.values()), size)) if new else table  # noqa: SLF001 - the same class

    def _extended(self, new: Iterable[K], rows: tuple[tuple[tuple[V, ...], ...], ...]) -> "Table[K, V]":
        index, keys = self._index, self._keys
        if len(keys) > self._size:
            # A younger table took the shared index further: this fork needs its own.
            keys = keys[: self._size]
            index = {key: place for place, key in enumerate(keys)}
        for key in new:
            index[key] = len(keys)
            keys.append(key)
        table = self._sharing(rows, len(keys))
        table._index, table._keys = index, keys  # noqa: SLF001 - the same class
        return table

    def _sharing(self, rows: tuple[tuple[tuple[V, ...], ...], ...], size: int) -> "Table[K, V]":
        table: Table[K, V] = object.__new__(Table)
        table._index, table._keys, table._rows, table._size = self._index, self._keys, rows, size
        return table


class _Values(ValuesView[V]):
    _mapping: Table[Any, V]

    def __iter__(self) -> Iterator[V]:
        return chain.from_iterable(chain.from_iterable(self._mapping._rows))  # noqa: SLF001 - its view


class _Items(ItemsView[K, V]):
    _mapping: Table[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return zip(self._mapping, self._mapping.values(), strict=True)


def _appended(
    rows: tuple[tuple[tuple[V, ...], ...], ...], value: V, size: int
) -> tuple[tuple[tuple[V, ...], ...], ...]:
    """The rows with one more value: in the last chunk, or the first of a new one."""
    chunk = rows[-1][-1] if size & _MASK else ()
    row = rows[-1][: (size >> _BITS) & _MASK] if size & (_WIDTH * _WIDTH - 1) else ()
    return (*rows[: size >> 2 * _BITS], (*row, (*chunk, value)))


def _grow(
    rows: tuple[tuple[tuple[V, ...], ...], ...], new: list[V], size: int
) -> tuple[tuple[tuple[V, ...], ...], ...]:
    """The rows with `new` values appended: only the last row and chunk are rebuilt."""
    whole_rows = size >> 2 * _BITS
    last_row = rows[whole_rows] if whole_rows < len(rows) else ()
    tail = [value for chunk in last_row for value in chunk] + new
    chunks = [tuple(tail[start : start + _WIDTH]) for start in range(0, len(tail), _WIDTH)]
    grown = [tuple(chunks[start : start + _WIDTH]) for start in range(0, len(chunks), _WIDTH)]
    return (*rows[:whole_rows], *grown)
