"""The door to SQLite: one statement a table, said once for every row."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from json import dumps
from typing import Any

from sqlalchemy import Table

from deltacrown_economy.ledger.door import Change, Door, Row
from deltacrown_economy.ledger.tables import Moment


class SqliteDoor(Door):
    """Nobody else writes while a transaction that began with BEGIN IMMEDIATE does, so nothing is locked here."""

    among = "IN (SELECT value FROM json_each(?))"

    def values(self, values: Iterable[str]) -> str:
        """As JSON."""
        return dumps(sorted(values))

    def moment(self, value: Any) -> datetime | None:
        """From text."""
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None

    def open(self, change: Change) -> list[Row]:
        """One after another."""
        self.write([change])
        names = self.values(row[change.columns.index("name")] for row in change.rows)
        return self.ask(f"SELECT id, name FROM ledger_accounts WHERE name {self.among}", names)  # noqa: S608 - names of our own

    def write(self, changes: Sequence[Change]) -> int:
        """A statement a table; only the first is said where it finds that something was there."""
        first, *others = changes
        new = self._write(first, "ON CONFLICT DO NOTHING")
        if new == len(first.rows):
            for change in others:
                self._write(change)
        return new

    def _write(self, change: Change, unless: str = "") -> int:
        places = _moments(change.table, change.columns)
        rows = [_plain(row, places) for row in change.rows] if places else change.rows
        statement = (_insert if change.new else _update)(change.table, change.columns)
        self.say(self.cursor.executemany, f"{statement} {unless}", rows)
        return int(self.cursor.rowcount)


def _plain(row: Row, places: tuple[int, ...]) -> list[Any]:
    values = list(row)
    for place in places:
        values[place] = values[place] and _text(values[place])
    return values


@lru_cache(64)
def _text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


@cache
def _moments(table: Table, columns: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(columns) if isinstance(table.columns[name].type, Moment))


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of our own


@cache
def _update(table: Table, columns: tuple[str, ...]) -> str:
    key, *others = columns
    settings = ", ".join(f"{name} = ?{place}" for place, name in enumerate(others, 2))
    return f"UPDATE {table.name} SET {settings} WHERE {key} = ?1"  # noqa: S608 - names of our own
