"""Putting a backup into an empty database of any kind: all of it or nothing, and only where every journal is whole."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from deltacrown import Engine, Malformed, wire
from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from deltacrown_host.store.backup import Progress
from deltacrown_host.store.checking import fault_of, tournament_ids
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate_on, newest_schema
from deltacrown_host.store.offered_tables import PluginTables, every_table
from deltacrown_host.store.portable import MANIFEST, WRITTEN_AS, Manifest, batches, measured, member, row_of


class NotRestored(Exception):
    """Nothing was written; the message is a sentence for whoever asked for it."""


def restore(database: Database, engine: Engine, file: Path, progress: Progress) -> Manifest:
    """Read the file into the database, which must be empty. Raises NotRestored."""
    try:
        with ZipFile(file) as archive:
            manifest = _checked(archive, database.offered)
            tables = every_table(database.offered)
            with database.begin() as connection:
                migrate_on(connection, database.offered)
                _must_be_empty(connection, tables)
                _load(connection, tables, archive, manifest, progress)
                _check(connection, engine, progress)
            return manifest
    except FileNotFoundError as error:
        message = f"there is no file {str(file)!r}"
        raise NotRestored(message) from error
    except (BadZipFile, zlib.error, EOFError, KeyError, OSError) as error:
        message = f"{file} is no backup, or not a whole one: {error}"
        raise NotRestored(message) from error
    except SQLAlchemyError as error:
        message = f"the database does not take what is in {file}: {getattr(error, 'orig', None) or error}"
        raise NotRestored(message.split("\n", 1)[0]) from error


def _checked(archive: ZipFile, offered: Sequence[PluginTables]) -> Manifest:
    """The manifest, where the file is as it was written and fits this version. Nothing is asked of the database."""
    try:
        manifest = wire.structure(wire.loads(archive.read(MANIFEST)), Manifest)
    except Malformed as error:
        message = f"the manifest of the backup cannot be read: {error}"
        raise NotRestored(message) from error
    if manifest.backup != WRITTEN_AS:
        message = f"the backup is of form {manifest.backup}, and this version reads form {WRITTEN_AS}"
        raise NotRestored(message)
    newest = newest_schema(offered)
    if manifest.schema != newest:
        message = (
            f"the backup has schema {manifest.schema}, and this version has {newest}: "
            "restore it with the version and the plugins that wrote it, then migrate"
        )
        raise NotRestored(message)
    if sorted(one.table for one in manifest.tables) != sorted(table.name for table in every_table(offered)):
        message = "the tables of the backup are not those of this version"
        raise NotRestored(message)
    for one in manifest.tables:
        with archive.open(member(one.table)) as lines:
            if measured(one.table, lines) != one:
                message = f"the rows of {one.table} are not those that were written: the file was changed"
                raise NotRestored(message)
    return manifest


def _must_be_empty(connection: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        if connection.execute(select(table).limit(1)).first():
            message = f"the database is not empty: there are rows in {table.name}"
            raise NotRestored(message)


def _load(
    connection: Connection, tables: Sequence[Table], archive: ZipFile, manifest: Manifest, progress: Progress
) -> None:
    done = 0
    for table in tables:
        with archive.open(member(table.name)) as lines:
            for batch in batches(lines):
                connection.execute(insert(table), [_row(table, line) for line in batch])
                done += len(batch)
                progress(done, manifest.rows)
        _count_on(connection, table)


def _row(table: Table, line: bytes) -> dict[str, object]:
    try:
        return row_of(table, line)
    except (ValueError, TypeError, Malformed) as error:
        message = f"a row of {table.name} cannot be read: {error}"
        raise NotRestored(message) from error


def _count_on(connection: Connection, table: Table) -> None:
    """Let the database's own numbers go on after the highest: PostgreSQL does not look at what is inserted."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    highest = connection.execute(select(func.max(column))).scalar()
    if highest is not None:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column.name), highest)))


def _check(connection: Connection, engine: Engine, progress: Progress) -> None:
    ids = tournament_ids(connection)
    for done, tournament in enumerate(ids, 1):
        fault = fault_of(connection, engine, tournament)
        if fault:
            message = f"tournament {tournament!r}: {fault}"
            raise NotRestored(message)
        progress(done, len(ids))
