"""Writing the whole database into one file, from one state of it, while the host goes on working."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from deltacrown import wire
from sqlalchemy import Connection, Table, func, select

from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import newest_schema, schema_of
from deltacrown_host.store.offered_tables import PluginTables, every_table
from deltacrown_host.store.portable import (
    MANIFEST,
    ROWS_AT_ONCE,
    WRITTEN_AS,
    Manifest,
    TableFile,
    batches,
    line_of,
    member,
)

Progress: TypeAlias = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_ONLY_OURS = 0o600


class NotBackedUp(Exception):
    """There is no backup; the message is a sentence for whoever asked for it."""


def backup(database: Database, file: Path, progress: Progress) -> Manifest:
    """Write the file, all of it or nothing, readable for its owner only: it holds secrets. Raises NotBackedUp."""
    if file.exists():
        message = f"{file} is there already"
        raise NotBackedUp(message)
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with database.snapshot() as connection:
            manifest = _write(connection, database.offered, unfinished, progress)
        unfinished.replace(file)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}"
        raise NotBackedUp(message) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return manifest


def _write(connection: Connection, offered: Sequence[PluginTables], file: Path, progress: Progress) -> Manifest:
    schema, newest = schema_of(connection, offered), newest_schema(offered)
    if schema != newest:
        message = f"the database has schema {schema or 'none'}, not {newest}: run `deltacrown migrate` first"
        raise NotBackedUp(message)
    tables = every_table(offered)
    total = sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
    done = 0

    def carried(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    descriptor = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _ONLY_OURS)
    with os.fdopen(descriptor, "wb") as raw:
        with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
            written = tuple(_write_table(connection, table, archive, carried) for table in tables)
            manifest = Manifest(WRITTEN_AS, schema, datetime.now(UTC), written)
            archive.writestr(MANIFEST, wire.dumps(wire.unstructure(manifest)))
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def _write_table(connection: Connection, table: Table, archive: ZipFile, carried: Callable[[int], None]) -> TableFile:
    digest, rows = sha256(), 0
    everything = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(everything, execution_options={"yield_per": ROWS_AT_ONCE}).mappings()
    with archive.open(member(table.name), "w", force_zip64=True) as lines:
        for batch in batches(found):
            text = b"".join(line_of(dict(row)) for row in batch)
            digest.update(text)
            lines.write(text)
            rows += len(batch)
            carried(len(batch))
    return TableFile(table.name, rows, digest.hexdigest())
