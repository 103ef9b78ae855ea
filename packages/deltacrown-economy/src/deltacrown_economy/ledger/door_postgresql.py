"""The door to PostgreSQL: one statement writes everything, so that it is one round trip, and all or nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from json import JSONEncoder
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from deltacrown_economy.ledger.door import Change, Door, Row

_encode = JSONEncoder(separators=(",", ":"), default=datetime.isoformat).encode


class PostgresqlDoor(Door):
    """Everybody locks accounts in the order of their numbers, and adds new rows in that of their ids or names."""

    among = "= ANY(%s)"
    lock = "FOR UPDATE"
    whole = True

    def values(self, values: Iterable[str]) -> list[str]:
        """As an array."""
        return sorted(values)

    def moment(self, value: Any) -> datetime | None:
        """From the time zone of the session."""
        return value.astimezone(UTC) if value else None

    def open(self, change: Change) -> list[Row]:
        """All of them at once."""
        statement = f"{_insert(change.table, change.columns)} ON CONFLICT DO NOTHING RETURNING id, name"
        return self.ask(statement, _given(change))

    def write(self, changes: Sequence[Change]) -> int:
        """All of them at once."""
        statement = _statement(tuple((change.table, change.columns, change.new) for change in changes))
        return int(self.ask(statement, *map(_given, changes))[0][0])


def _given(change: Change) -> str:
    return _encode([dict(zip(change.columns, row, strict=True)) for row in change.rows])


@cache
def _statement(changes: tuple[tuple[Table, tuple[str, ...], bool], ...]) -> str:
    (table, columns, _), *others = changes
    first = f"{_insert(table, columns)} ON CONFLICT DO NOTHING RETURNING 1"
    # Where the key of a single order was used, nothing of the others comes to pass.
    only = "EXISTS (SELECT FROM part_0)"
    parts = [f"part_0 AS ({first})"]
    for number, (table, columns, new) in enumerate(others, 1):
        what = f"{_insert(table, columns)} WHERE {only}" if new else f"{_update(table, columns)} AND {only}"
        parts.append(f"part_{number} AS ({what})")
    return f"WITH {', '.join(parts)} SELECT count(*) FROM part_0"  # noqa: S608 - names of our own


def _insert(table: Table, columns: tuple[str, ...]) -> str:
    names = ", ".join(columns)
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {_rows(table, columns)}"  # noqa: S608 - names of our own


def _update(table: Table, columns: tuple[str, ...]) -> str:
    key, *others = columns
    settings = ", ".join(f"{name} = given.{name}" for name in others)
    same = f"{table.name}.{key} = given.{key}"
    return f"UPDATE {table.name} SET {settings} FROM {_rows(table, columns)} WHERE {same}"  # noqa: S608 - names of our own


def _rows(table: Table, columns: tuple[str, ...]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    typed = ", ".join(f"{name} {table.columns[name].type.compile(dialect)}" for name in columns)
    return f"json_to_recordset(%s::json) AS given ({typed})"
