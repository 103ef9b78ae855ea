"""Files from one store into another, while the host works. What is there already is left, so it may be done again."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO

from attrs import frozen
from sqlalchemy import Row, Select, literal, select, tuple_

from deltacrown_host.audit.tables import audit_archives
from deltacrown_host.files.kinds import JSONL
from deltacrown_host.files.store import NotReached, Store
from deltacrown_host.files.tables import files
from deltacrown_host.store.database import Database

_IN_MEMORY = 1_000_000


class Fate(StrEnum):
    """What became of a file."""

    COPIED = "copied"
    """It was copied; in a rehearsal, it would be."""
    THERE = "there already"
    """The other store has it."""
    MISSING = "missing"
    """Neither store has it, or not in the size that its row says."""


@frozen
class Move:
    """From where, to where, in which steps: of one tournament only, where one is named; without copying anything."""

    source: Store
    target: Store
    batch: int = 100
    tournament: str = ""
    rehearsal: bool = False


def move(database: Database, what: Move, told: Callable[[str, Fate], None]) -> None:
    """Copy every file that a row names, and tell of each. Nothing is taken away. Raises NotReached."""
    for row in () if what.tournament else _archives(database):
        told(row.name, _one(what, row))
    last: tuple[str, str] | None = None
    while rows := _next(database, what, last):
        for row in rows:
            told(row.name, _one(what, row))
        last = (rows[-1].tournament_id, rows[-1].id)


def _archives(database: Database) -> list[Row[tuple[object, ...]]]:
    kept = audit_archives.c
    with database.connect() as connection:
        return list(connection.execute(select(kept.name, kept.size, literal(JSONL).label("media_type"))))


def _next(database: Database, what: Move, last: tuple[str, str] | None) -> list[Row[tuple[object, ...]]]:
    wanted: Select[tuple[object, ...]] = select(files).order_by(files.c.tournament_id, files.c.id).limit(what.batch)
    if what.tournament:
        wanted = wanted.where(files.c.tournament_id == what.tournament)
    if last:
        wanted = wanted.where(tuple_(files.c.tournament_id, files.c.id) > last)
    with database.connect() as connection:
        return list(connection.execute(wanted))


def _one(what: Move, row: Row[tuple[object, ...]]) -> Fate:
    there = what.target.find(row.name)
    if there and there.size == row.size:
        return Fate.THERE
    here = what.source.find(row.name)
    if here is None or here.size != row.size:
        return Fate.MISSING
    if not what.rehearsal:
        with SpooledTemporaryFile(_IN_MEMORY) as between:
            _fill(between, what.source.read(row.name))
            what.target.put(row.name, between, row.media_type)
        _sure(what.target, row)
    return Fate.COPIED


def _fill(file: IO[bytes], pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        file.write(piece)
    file.seek(0)


def _sure(target: Store, row: Row[tuple[object, ...]]) -> None:
    arrived = target.find(row.name)
    if arrived is None or arrived.size != row.size:
        message = f"{row.name} did not arrive whole"
        raise NotReached(message)
