"""A database as a file that depends on no database: a zip of one file of JSON lines a table, and a manifest.

`manifest.json` says what the file holds: the revision of the schema, and for every table how many rows its file has and
the SHA-256 of it. Moments are written with their zone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import IO, Any, TypeVar

from attrs import frozen
from deltacrown import wire
from sqlalchemy import DateTime, Table

T = TypeVar("T")
WRITTEN_AS = 1
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500


@frozen
class TableFile:
    """What the file of one table holds."""

    table: str
    rows: int
    sha256: str


@frozen
class Manifest:
    """What a backup holds. `backup` is the version of this form."""

    backup: int
    schema: str
    at: datetime
    tables: tuple[TableFile, ...]

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(one.rows for one in self.tables)


def member(table: str) -> str:
    """The name of a table's file in the zip."""
    return f"{table}.jsonl"


def line_of(row: dict[str, Any]) -> bytes:
    """A row as a line."""
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
    return f"{wire.dumps(plain)}\n".encode()


def row_of(table: Table, line: bytes) -> dict[str, Any]:
    """The row on a line. Raises ValueError where it is none of this table."""
    plain = wire.loads(line)
    if not isinstance(plain, dict) or plain.keys() != {column.name for column in table.columns}:
        message = "the columns are not those of the table"
        raise ValueError(message)
    types = {column.name: getattr(column.type, "impl", column.type) for column in table.columns}
    moments = {name for name, type_ in types.items() if isinstance(type_, DateTime)}
    return {
        name: datetime.fromisoformat(value) if name in moments and value is not None else value
        for name, value in plain.items()
    }


def measured(table: str, lines: IO[bytes]) -> TableFile:
    """What the file of a table holds."""
    digest, rows = sha256(), 0
    for line in lines:
        digest.update(line)
        rows += 1
    return TableFile(table, rows, digest.hexdigest())


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """The things, some hundred at a time."""
    left = iter(things)
    while batch := list(islice(left, ROWS_AT_ONCE)):
        yield batch
