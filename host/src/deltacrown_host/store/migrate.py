"""Bringing the database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from deltacrown_host.store.database import Database


def migrate(database: Database) -> None:
    """Apply every migration that the database does not have yet."""
    with database.begin() as connection:
        migrate_on(connection)


def migrate_on(connection: Connection) -> None:
    """The same, in a transaction that somebody else commits or rolls back."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def newest_schema() -> str:
    """The revision of the schema that this version of the host works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def schema_of(connection: Connection) -> str:
    """The revision of the schema that the database has; empty where it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
