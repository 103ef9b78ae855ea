"""The doctor: one line for each thing that a host needs, and exit code 1 where one of them is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deltacrown import CreateTournament, Engine, OpenRegistration, StageSettings, TournamentSettings
from deltacrown_host.cli.doctor import doctor
from deltacrown_host.store.desk import Desk, Order
from deltacrown_host.store.live import LiveTournaments
from deltacrown_host.store.migrate import migrate
from deltacrown_host.store.tables import journal
from deltacrown_host.tournaments.tables import tournaments
from sqlalchemy import Connection, delete, update

from tests.servers import opened

SETTINGS = TournamentSettings("Cup", (StageSettings("ko", "single_elimination"),))


def said(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, arguments)


@pytest.fixture
def played(database_url: str) -> str:
    """The address of a database with two tournaments."""
    database = opened(database_url)
    migrate(database)
    desk = Desk(Engine(), database, LiveTournaments(8), lambda: datetime.now(UTC), lambda _tournament, _entries: None)
    for name in ("a", "b"):
        desk._submit([Order(name, CreateTournament(name, SETTINGS), "1")])  # noqa: SLF001 - without a loop
        desk._submit([Order(name, OpenRegistration(), "2")])  # noqa: SLF001 - without a loop
    database.close()
    return database_url


def test_where_all_is_well_the_doctor_says_so(
    played: str, redis_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every thing has its line, and the exit code is 0."""
    monkeypatch.setenv("DELTACROWN_REDIS_URL", redis_url)
    monkeypatch.chdir(tmp_path)
    result = said("--database", played, "--all")
    assert result.exit_code == 0, result.output
    lines = [line.split()[:2] for line in result.output.splitlines()]
    assert lines == [
        ["ok", thing] for thing in ("settings", "disk", "files", "redis", "plugins", "database", "journals")
    ]
    assert "2 of 2 looked at" in result.output


SPOILT: dict[str, tuple[Callable[[Connection], object], str]] = {
    "an event": (
        lambda connection: connection.execute(update(journal).where(journal.c.seq == 1).values(actor="mallory")),
        "digest",
    ),
    "a lost event": (lambda connection: connection.execute(delete(journal).where(journal.c.seq == 1)), "follow"),
    "a row": (lambda connection: connection.execute(update(tournaments).values(version=7)), "its row is not"),
    "a lost row": (lambda connection: connection.execute(delete(tournaments)), "its row is not"),
    "a lost journal": (lambda connection: connection.execute(delete(journal)), "has no journal"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_was_changed_in_the_database_is_found(played: str, what: str) -> None:
    """A journal whose chain is broken, and a row that is not its journal's, are named with their tournament."""
    spoil, words = SPOILT[what]
    database = opened(played)
    with database.begin() as connection:
        spoil(connection)
    database.close()
    result = said("--database", played)
    assert result.exit_code == 1
    found = [line for line in result.output.splitlines() if line.startswith("WRONG")]
    assert [words in line and "journals" in line for line in found] == [True, True]
    assert "tournament 'a'" in found[0]


PORT = "DELTACROWN_PORT"
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a setting": ({PORT: "many"}, "settings  DELTACROWN_PORT is 'many'"),
    "no redis": ({"DELTACROWN_REDIS_URL": "redis://127.0.0.1:1"}, "redis     does not answer"),
    "no address of redis": ({"DELTACROWN_REDIS_URL": "nonsense"}, "redis     does not answer"),
    "a broken plugin": ({"DELTACROWN_PLUGINS_FOLDER": "plugins"}, "plugins   broken"),
    "no folder": ({"DELTACROWN_DATABASE_URL": "sqlite:///no/such/host.db"}, "disk      'no/such' cannot be written"),
    "no address": ({"DELTACROWN_DATABASE_URL": "nonsense"}, "database  'nonsense' is no address"),
    "no schema": ({"DELTACROWN_DATABASE_URL": "sqlite:///new.db"}, "database  has schema none"),
    "no database": ({"DELTACROWN_DATABASE_URL": "sqlite:///text.db"}, "database  the database sqlite:///text.db"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_around_the_database_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """One line says what it is, without a traceback."""
    monkeypatch.chdir(tmp_path)
    Path("text.db").write_text("this is no database, " * 100)
    Path("plugins").mkdir()
    Path("plugins", "broken.py").write_text("import nothing_of_that_name")
    variables, words = WRONG[what]
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = said()
    assert result.exit_code == 1
    assert f"WRONG  {words}" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
