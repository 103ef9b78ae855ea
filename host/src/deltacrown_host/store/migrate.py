"""Bringing the database to the newest schema: the host's own tables, then those of its plugins.

What a migration adds to the projections is filled from the journals afterwards, in the same transaction.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from deltacrown import Engine
from sqlalchemy import Connection

from deltacrown_host.store.database import Database
from deltacrown_host.store.offered_tables import OURS, PluginTables
from deltacrown_host.store.rebuild import rebuild_on


def migrate(database: Database) -> None:
    """Apply every migration that the database does not have yet."""
    with database.begin() as connection:
        migrate_on(connection, database.offered)


def migrate_on(connection: Connection, offered: Sequence[PluginTables]) -> None:
    """The same, in a transaction that somebody else commits or rolls back."""
    before = _revision(connection, OURS)
    for tables in (OURS, *offered):
        config = _config(tables)
        config.attributes.update(connection=connection, tables=tables)
        command.upgrade(config, "head")
    if before and _rebuilds_since(before):
        # Replaying asks no plugin, so none is needed.
        rebuild_on(connection, Engine())


def _rebuilds_since(revision: str) -> bool:
    """Whether a migration after this one has added to the projections, which it says by `rebuilds = True`."""
    later = ScriptDirectory.from_config(_config(OURS)).iterate_revisions("head", revision)
    return any(getattr(script.module, "rebuilds", False) for script in later)


def newest_schema(offered: Sequence[PluginTables]) -> str:
    """The revision of the schema that this version of the host works with, and those of its plugins' tables."""
    return _said((tables, _head(tables)) for tables in (OURS, *offered))


def schema_of(connection: Connection, offered: Sequence[PluginTables]) -> str:
    """The same of what the database has; empty where it has none."""
    return _said((tables, _revision(connection, tables)) for tables in (OURS, *offered))


def _said(revisions: Iterable[tuple[PluginTables, str | None]]) -> str:
    return ", ".join(f"{tables.name} {revision}" for tables, revision in revisions if revision)


def _head(tables: PluginTables) -> str | None:
    return ScriptDirectory.from_config(_config(tables)).get_current_head()


def _revision(connection: Connection, tables: PluginTables) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": tables.version_table}).get_current_revision()


def _config(tables: PluginTables) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(tables.migrations))
    return config
