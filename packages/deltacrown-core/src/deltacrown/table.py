"""A frozen, ordered mapping that shares memory between its versions.

`with_value` answers a new table in time that does not grow with the size in practice (a chunk of 32 values
and the two rows of chunk references above it are copied), so a tournament of 16,384 entrants costs no more
per result than one of 16. Chosen by measurement: see docs/decisions/0002-shared-memory.md.
"""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from itertools import chain
from typing import Any, Generic, TypeAlias, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_BITS = 5
_WIDTH = 1 << _BITS
_MASK = _WIDTH - 1
_ROW = 2 * _BITS

_Rows: TypeAlias = list[list[list[V]]]
"""Rows of chunks of values. Lists, because a list is copied with one call: none of them changes once a table has it."""


class Table(Mapping[K, V], Generic[K, V]):
    """Values by key, in the order in which the keys came. Keys are added and values replaced, never removed."""

    __slots__ = ("_index", "_keys", "_rows", "_size")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        pairs = dict(items)
        self._index: dict[K, int] = {key: place for place, key in enumerate(pairs)}
        self._keys: list[K] = list(pairs)
        self._rows: _Rows[V] = _grow([], list(pairs.values()), 0)
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
        if place < self._size:
            return self._rows[place >> _ROW][place >> _BITS & _MASK][place & _MASK]
        raise KeyError(key)

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
        rows = self._rows.copy()
        new: dict[K, V] = {}
        for key, value in items:
            place = index.get(key, size)
            if place < size:
                rows[place >> _ROW] = row = rows[place >> _ROW].copy()
                row[place >> _BITS & _MASK] = chunk = row[place >> _BITS & _MASK].copy()
                chunk[place & _MASK] = value
            else:
                new[key] = value
        table: Table[K, V] = object.__new__(Table)
        table._index, table._keys, table._rows, table._size = index, self._keys, rows, size
        return table._extended(new, _grow(rows, list(new.values()), size)) if new else table

    def _extended(self, new: Iterable[K], rows: _Rows[V]) -> "Table[K, V]":
        index, keys = self._index, self._keys
        if len(keys) > self._size:
            # A younger table took the shared index further: this fork needs its own.
            keys = keys[: self._size]
            index = {key: place for place, key in enumerate(keys)}
        for key in new:
            index[key] = len(keys)
            keys.append(key)
        table: Table[K, V] = object.__new__(Table)
        table._index, table._keys, table._rows, table._size = index, keys, rows, len(keys)
        return table


class _Values(ValuesView[V]):
    _mapping: Table[Any, V]

    def __iter__(self) -> Iterator[V]:
        return chain.from_iterable(chain.from_iterable(self._mapping._rows))  # noqa: SLF001 - its view


class _Items(ItemsView[K, V]):
    _mapping: Table[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return zip(self._mapping, self._mapping.values(), strict=True)


def _appended(rows: _Rows[V], value: V, size: int) -> _Rows[V]:
    """The rows with one more value: in the last chunk, or the first of a new one."""
    chunk = rows[-1][-1] if size & _MASK else []
    row = rows[-1][: (size >> _BITS) & _MASK] if size & (_WIDTH * _WIDTH - 1) else []
    return [*rows[: size >> _ROW], [*row, [*chunk, value]]]


def _grow(rows: _Rows[V], new: list[V], size: int) -> _Rows[V]:
    """The rows with `new` values appended: only the last row and chunk are rebuilt."""
    whole_rows = size >> _ROW
    last_row = rows[whole_rows] if whole_rows < len(rows) else []
    tail = [value for chunk in last_row for value in chunk] + new
    chunks = [tail[start : start + _WIDTH] for start in range(0, len(tail), _WIDTH)]
    return [*rows[:whole_rows], *(chunks[start : start + _WIDTH] for start in range(0, len(chunks), _WIDTH))]
