"""Tables that plugins bring: made, kept and carried along like the host's own."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from deltacrown import Engine, hookimpl
from deltacrown_host import HostDependency, PluginTables
from deltacrown_host.store.backup import backup
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate, newest_schema, schema_of
from deltacrown_host.store.restore import NotRestored, restore
from litestar import post
from litestar.params import FromPath
from sqlalchemy import Column, Connection, DateTime, Integer, MetaData, String, Table, insert, inspect, select, update

from tests.servers import NewDatabase

FIRST = """
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "cheers",
        sa.Column("entrant", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
    )


def downgrade():
    op.drop_table("cheers")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("cheers", sa.Column("last", sa.String(64)))


def downgrade():
    op.drop_column("cheers", "last")
"""

metadata = MetaData()
cheers = Table(
    "cheers",
    metadata,
    Column("entrant", String(64), primary_key=True),
    Column("count", Integer),
    Column("since", DateTime(timezone=True)),
)


@post("/api/cheers/{entrant:str}")
async def cheer(entrant: FromPath[str], host: HostDependency) -> dict[str, int]:
    """Cheer for an entrant; answers how often that was done."""

    def count(connection: Connection) -> int:
        more = update(cheers).where(cheers.c.entrant == entrant).values(count=cheers.c.count + 1)
        if not connection.execute(more).rowcount:
            connection.execute(insert(cheers).values(entrant=entrant, count=1))
        return connection.execute(select(cheers.c.count).where(cheers.c.entrant == entrant)).scalar_one()

    return {"cheers": await host.database.transaction(count)}


class Cheering:
    """A plugin with a table and a route that writes into it."""

    def __init__(self, migrations: Path) -> None:
        self.tables = PluginTables("cheering", metadata, migrations)

    @hookimpl
    def register_tables(self) -> Any:
        return [self.tables]

    @hookimpl
    def register_routes(self) -> Any:
        return [cheer]


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "rev_0001.py").write_text(FIRST)
    return folder


def test_a_plugins_table_is_there_when_the_host_runs(serve: Any, database_url: str, migrations: Path) -> None:
    """A route of a plugin writes into the plugin's table, without anybody having made it by hand."""
    plugin = Cheering(migrations)
    database = Database(database_url, offered=[plugin.tables])
    if not database.embedded:
        # As for the host's own tables: with SQLite the host does it by itself.
        migrate(database)
    database.close()
    with serve([plugin]) as running:
        assert [running.http.post("/api/cheers/ann").json() for _ in range(2)] == [{"cheers": 1}, {"cheers": 2}]


def test_a_plugins_migrations_are_a_line_of_their_own(new_database: NewDatabase, migrations: Path) -> None:
    """The plugin's next revision is applied on top of its first; what is missing is said with the plugin's name."""
    offered = [PluginTables("cheering", metadata, migrations)]
    database = Database(new_database(), offered=offered)
    migrate(database)
    (migrations / "rev_0002.py").write_text(SECOND)
    with database.connect() as connection:
        assert schema_of(connection, offered).endswith(", cheering 0001")
        assert newest_schema(offered).endswith(", cheering 0002")
    migrate(database)
    with database.connect() as connection:
        assert schema_of(connection, offered) == newest_schema(offered)
        assert {column["name"] for column in inspect(connection).get_columns("cheers")} == {
            "entrant",
            "count",
            "since",
            "last",
        }
    database.close()


def test_a_backup_carries_a_plugins_rows_to_another_database(
    new_database: NewDatabase, migrations: Path, tmp_path: Path
) -> None:
    """What a plugin has written is in the backup, and goes nowhere where the plugin is not."""
    offered, file = [PluginTables("cheering", metadata, migrations)], tmp_path / "everything.zip"
    database, other, bare = (Database(new_database(), offered=some) for some in (offered, offered, []))
    migrate(database)
    with database.begin() as connection:
        connection.execute(insert(cheers).values(entrant="ann", count=3, since=datetime(2026, 1, 1, tzinfo=UTC)))
    backup(database, file, lambda _done, _total: None)
    restore(other, Engine(), file, lambda _done, _total: None)
    with other.connect() as connection:
        (row,) = connection.execute(select(cheers))
        assert (row.entrant, row.count, row.since.replace(tzinfo=UTC)) == ("ann", 3, datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(NotRestored, match="the plugins that wrote it"):
        restore(bare, Engine(), file, lambda _done, _total: None)
    for one in (database, other, bare):
        one.close()


def test_tables_that_cannot_be_taken_are_left_out_with_the_reason(serve: Any, migrations: Path) -> None:
    """A table of the host's own name, a missing folder and what is no tables at all do not keep the host from running."""
    taken = MetaData()
    Table("journal", taken, Column("id", Integer, primary_key=True))

    class Wrong:
        @hookimpl
        def register_tables(self) -> Any:
            return [
                PluginTables("wrong", taken, migrations),
                PluginTables("wrong", MetaData(), migrations / "nowhere"),
                PluginTables("no name!", MetaData(), migrations),
                "tables",
            ]

    class Raises:
        @hookimpl
        def register_tables(self) -> Any:
            message = "no tables today"
            raise RuntimeError(message)

    with serve([Wrong(), Raises()]) as running:
        assert running.http.get("/readiness").status_code == 200
        listed = running.http.get("/api/plugins").json()["rejected"]
        reasons = {line["plugin"]: [] for line in listed}
        for line in listed:
            reasons[line["plugin"]].append(line["reason"])
        assert reasons["Raises"] == ["register_tables raised RuntimeError: no tables today"]
        for said, reason in zip(
            ("has a table 'journal' already", "there is no folder", "a name is of small letters", "not PluginTables"),
            reasons["Wrong"],
            strict=True,
        ):
            assert said in reason
