"""The journal and the rows in SQL."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from attrs import evolve
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    EntryFee,
    Envelope,
    OpenRegistration,
    Refused,
    StageSettings,
    StaleVersion,
    TournamentSettings,
)
from deltacrown_host.store.database import Database
from deltacrown_host.store.desk import Desk, Order
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.live import LiveTournaments
from deltacrown_host.store.migrate import _config, migrate
from deltacrown_host.store.offered_tables import OURS
from deltacrown_host.store.rebuild import rebuild
from deltacrown_host.tournaments.tables import tournaments
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.servers import opened

SETTINGS = TournamentSettings("Cup", (StageSettings("ko", "single_elimination"),))


@pytest.fixture
def database(database_url: str) -> Any:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def rows(database: Database) -> list[Any]:
    with database.connect() as connection:
        return list(connection.execute(select(tournaments).order_by(tournaments.c.id)))


def test_the_migrations_lead_to_the_schema_of_the_code(database_url: str) -> None:
    """A migrated database is what the tables in the code say, so no change of a table is without its migration."""
    database = opened(database_url)
    migrate(database)
    with database.connect() as connection:
        for tables in (OURS, *database.offered):
            mine = set(tables.metadata.tables)
            options = {"include_name": lambda name, kind, _, mine=mine: kind != "table" or name in mine}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, tables.metadata) == []
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    """Every start migrates; only the first has anything to do."""
    migrate(database)
    assert rows(database) == []


def test_the_projections_follow_from_the_journal(serve: Any, database_url: str) -> None:
    """What is rebuilt from the journal equals what was kept up to date, even after the rows were spoilt or lost."""
    with serve() as running:
        for stop in range(3):
            cup = running.cup()
            if stop == 1:
                cup.play()
            if stop == 2:
                cup.post("cancel", {"reason": "rain"})
    database = Database(database_url)
    kept = rows(database)
    assert {row.phase for row in kept} == {"live", "completed", "cancelled"}
    with database.begin() as connection:
        connection.execute(update(tournaments).values(version=1, name="spoilt"))
        connection.execute(tournaments.delete().where(tournaments.c.id == kept[0].id))
    assert rebuild(database, Engine()) == len(kept)
    assert rows(database) == kept
    database.close()


def test_an_address_without_a_file_is_refused() -> None:
    """SQLite in memory would be a different database on each connection."""
    with pytest.raises(ValueError, match="names no file"):
        Database("sqlite://")


def test_a_moment_comes_back_as_it_went_in(database: Database) -> None:
    """Times are exact to the microsecond and in UTC, whatever zone they came in: digests depend on it."""
    moment = datetime(2026, 11, 24, 12, 30, 0, 123456, timezone(timedelta(hours=5)))
    desk = Desk(Engine(), database, LiveTournaments(8), lambda: moment, lambda _tournament, _entries: None)
    desk._submit([Order("cup", CreateTournament("cup", SETTINGS), "1")])  # noqa: SLF001 - without a loop
    found = rows(database)[0].created_at
    assert (found, found.tzinfo) == (moment, UTC)


def test_what_does_not_fit_into_memory_is_replayed(database: Database) -> None:
    """Forgetting a tournament changes no answer."""
    told: list[str] = []
    desk = Desk(
        Engine(), database, LiveTournaments(1), lambda: datetime.now(UTC), lambda tournament, _: told.append(tournament)
    )
    for name in ("a", "b"):
        desk._submit([Order(name, CreateTournament(name, SETTINGS), "1")])  # noqa: SLF001 - without a loop
    for name in ("a", "b"):
        desk._submit([Order(name, OpenRegistration(), "2")])  # noqa: SLF001 - without a loop
        assert desk._look(name, lambda standing, _: standing.version) == 2  # noqa: SLF001 - as above
    assert told == ["a", "b", "a", "b"]


def test_a_journal_in_sql_is_a_journal_like_any_other(database: Database) -> None:
    """A director plays on it as on one in memory, and another one replays the same tournament from it."""
    with database.begin() as connection:
        director = Director(Engine(), SqlJournal(connection, "cup"))
        director.submit(CreateTournament("cup", SETTINGS), command_id="1")
        director.submit(OpenRegistration())
        again = director.submit(CreateTournament("cup", SETTINGS), command_id="1")
        assert [entry.seq for entry in again] == [1]
        assert Director(Engine(), SqlJournal(connection, "cup")).tournament == director.tournament
        with pytest.raises(StaleVersion):
            SqlJournal(connection, "cup").append(1, Envelope("3", datetime.now(UTC), "", OpenRegistration()), ())


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_a_race_with_another_process_is_decided_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    """Where another process takes the number first, the command is decided on what it wrote; three times, then not."""
    desk = Desk(Engine(), database, LiveTournaments(8), lambda: datetime.now(UTC), lambda _tournament, _entries: None)
    append, left = SqlJournal.append, [None] * failures

    def racing(journal: SqlJournal, *arguments: Any) -> Any:
        if left:
            left.pop()
            raise IntegrityError(None, None, Exception())
        return append(journal, *arguments)

    monkeypatch.setattr(SqlJournal, "append", racing)
    order = Order("cup", CreateTournament("cup", SETTINGS), "1")
    if failures < 3:
        assert [entry.seq for entry in desk._submit([order])[0].entries] == [1]  # noqa: SLF001 - without a loop
    else:
        with pytest.raises(StaleVersion):
            desk._submit([order])  # noqa: SLF001 - as above
        assert rows(database) == []


def test_a_failure_beside_the_journal_rolls_everything_back(database: Database) -> None:
    """The journal and the rows of a command are one transaction: all of it is written, or nothing, and nobody is told."""
    told: list[str] = []
    desk = Desk(
        Engine(), database, LiveTournaments(8), lambda: datetime.now(UTC), lambda tournament, _: told.append(tournament)
    )

    def broken(_connection: object, *, repeated: bool) -> None:
        message = f"broken, {repeated}"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        desk._submit([Order("a", CreateTournament("a", SETTINGS), "1", beside=broken)])  # noqa: SLF001 - without a loop
    assert (rows(database), told) == ([], [])
    with pytest.raises(Refused):
        desk._look("a", lambda standing, _: standing)  # noqa: SLF001 - as above
    desk._submit([Order("a", CreateTournament("a", SETTINGS), "1")])  # noqa: SLF001 - as above
    assert told == ["a"]


def test_an_order_has_an_id() -> None:
    """Two orders without one would be taken for the same."""
    with pytest.raises(ValueError, match="id"):
        Order("a", CreateTournament("a", SETTINGS), "")


def test_what_a_migration_adds_to_the_projections_is_filled(database: Database) -> None:
    """An older database is as good as a new one after one `migrate`: nobody needs to know what has to be made again."""
    desk = Desk(Engine(), database, LiveTournaments(8), lambda: datetime.now(UTC), lambda _tournament, _entries: None)
    settings = evolve(SETTINGS, region="EU", fee=EntryFee("EUR", 5))
    desk._submit([Order("cup", CreateTournament("cup", settings), "1")])  # noqa: SLF001 - without a loop
    new = rows(database)
    with database.begin() as connection:
        config = _config(OURS)
        config.attributes.update(connection=connection, tables=OURS)
        command.downgrade(config, "0017")
    migrate(database)
    assert rows(database) == new
    assert (new[0].region, new[0].fee) == ("EU", 5)
