"""Bringing the database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from deltacrown_host.store.database import Database


def migrate(database: Database) -> None:
    """Apply every migration that the database does not have yet."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
