"""Backups: everything in one file, and back into any database, whole or not at all."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from deltacrown import Engine
from deltacrown_host.settings import Settings
from deltacrown_host.store.backup import NotBackedUp, backup
from deltacrown_host.store.portable import Manifest
from deltacrown_host.store.restore import NotRestored, restore
from deltacrown_host.store.schema import metadata
from sqlalchemy import URL, inspect, select

from tests.host.conftest import Cup, run
from tests.host.harm import HARM, in_table
from tests.host.test_settings import run as command
from tests.servers import NewDatabase, created_like_template, opened

Tables = dict[str, list[Any]]

ENGINE = Engine()


def nobody(_done: int, _total: int) -> None:
    """Nobody is told."""


def write(url: str, file: Path, progress: Callable[[int, int], None] = nobody) -> Manifest:
    database = opened(url)
    try:
        return backup(database, file, progress)
    finally:
        database.close()


def read(url: str, file: Path, progress: Callable[[int, int], None] = nobody) -> Manifest:
    database = opened(url)
    try:
        return restore(database, ENGINE, file, progress)
    finally:
        database.close()


def tables(url: str) -> Tables:
    """Every row of every table that is there."""
    database = opened(url)
    with database.connect() as connection:
        there = set(inspect(connection).get_table_names())
        rows = {
            table.name: list(connection.execute(select(table).order_by(*table.primary_key.columns)))
            for table in metadata.sorted_tables
            if table.name in there
        }
    database.close()
    return rows


def sqlite(folder: Path, name: str) -> str:
    return f"sqlite:///{folder}/{name}.db"


def try_to_sign_in(http: Any, email: str) -> None:
    assert http.post("/api/session", json={"email": email, "password": "not the one"}).status_code == 401


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an SQLite database in which a community has played. Tests only read it."""
    url = sqlite(tmp_path_factory.mktemp("community"), "community")
    with run(Settings(database_url=url)) as host:
        host.cup().play()
        host.cup()
        host.cup(["ä", "b", "c"])
        try_to_sign_in(host.http, "nobody@example.org")
    return url


def test_a_community_moves_to_postgresql_and_back(community: str, postgresql: URL, tmp_path: Path) -> None:
    """Not a row is lost or changed on the way from SQLite to PostgreSQL and to SQLite again."""
    before = tables(community)
    assert all(before[name] for name in ("journal", "tournaments", "accounts", "entrant_names", "wrong_passwords"))
    moved, back = created_like_template(postgresql), sqlite(tmp_path, "back")
    written = write(community, tmp_path / "first.zip")
    assert read(moved, tmp_path / "first.zip") == written
    assert tables(moved) == before
    write(moved, tmp_path / "second.zip")
    read(back, tmp_path / "second.zip")
    assert tables(back) == before
    assert written.rows == sum(len(rows) for rows in before.values())


def test_the_community_goes_on_where_it_moved(community: str, postgresql: URL, tmp_path: Path) -> None:
    """On the new database tournaments are played on, and the database's own numbers do not begin again."""
    moved = created_like_template(postgresql)
    write(community, tmp_path / "backup.zip")
    read(moved, tmp_path / "backup.zip")
    with run(Settings(database_url=moved)) as host:
        live = [row.id for row in tables(moved)["tournaments"] if row.phase == "live"]
        for one in live:
            cup = Cup(host, one)
            cup.play()
            assert cup.get().json()["phase"] == "completed"
        try_to_sign_in(host.http, "somebody@example.org")
    assert len(tables(moved)["wrong_passwords"]) == 2


def test_a_backup_is_one_state_of_the_database(serve: Any, database_url: str, tmp_path: Path) -> None:
    """What is written while the backup is made is in it whole or not at all, and the host goes on."""
    with serve() as host:
        host.cup()

        def meanwhile(done: int, _total: int) -> None:
            if done <= 2:
                host.cup()

        write(database_url, tmp_path / "backup.zip", meanwhile)
    assert len(tables(database_url)["tournaments"]) > 1
    read(sqlite(tmp_path, "copy"), tmp_path / "backup.zip")
    assert len(tables(sqlite(tmp_path, "copy"))["tournaments"]) == 1


def test_work_that_takes_long_says_how_far_it_is(community: str, tmp_path: Path) -> None:
    """The last word is that everything is done."""
    told: list[tuple[int, int]] = []
    file = tmp_path / "backup.zip"
    rows = write(community, file, lambda done, total: told.append((done, total))).rows
    assert told[-1] == (rows, rows)
    read(sqlite(tmp_path, "copy"), file, lambda done, total: told.append((done, total)))
    assert (rows, rows) in told
    assert told[-1] == (3, 3)


def test_a_backup_is_for_its_owner_only(community: str, tmp_path: Path) -> None:
    """It holds secrets. One that is there is not written over."""
    file = tmp_path / "backup.zip"
    write(community, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(NotBackedUp, match="is there already"):
        write(community, file)
    with pytest.raises(NotBackedUp, match="cannot be written"):
        write(community, tmp_path / "no" / "folder.zip")
    assert {path.suffix for path in tmp_path.iterdir()} == {".zip"}


def test_a_database_without_the_newest_schema_is_not_backed_up(tmp_path: Path) -> None:
    """The sentence says what to do first."""
    with pytest.raises(NotBackedUp, match="deltacrown migrate"):
        write(sqlite(tmp_path, "old"), tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


@pytest.fixture(scope="module")
def written(community: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is in a backup of the community."""
    file = tmp_path_factory.mktemp("written") / "backup.zip"
    write(community, file)
    return file.read_bytes()


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_is_not_as_it_was_written_is_refused(
    written: bytes, new_database: NewDatabase, tmp_path: Path, harm: str
) -> None:
    """One sentence says what is wrong, and the database stays empty, even where the manifest was made to fit."""
    file, (spoil, said) = tmp_path / "backup.zip", HARM[harm]
    file.write_bytes(written)
    spoil(file)
    url = new_database()
    with pytest.raises(NotRestored, match=said) as refusal:
        read(url, file)
    assert "\n" not in str(refusal.value)
    assert not any(tables(url).values())


def test_only_an_empty_database_takes_a_backup(community: str, database_url: str, tmp_path: Path, serve: Any) -> None:
    """What is there already is never mixed with what comes, nor written over."""
    file = tmp_path / "backup.zip"
    write(community, file)
    with serve() as host:
        host.cup()
    before = tables(database_url)
    with pytest.raises(NotRestored, match="not empty: there are rows in"):
        read(database_url, file)
    assert tables(database_url) == before


def test_a_refused_restore_does_not_even_migrate(community: str, tmp_path: Path) -> None:
    """Where the file is not taken, not a table is made."""
    file = tmp_path / "backup.zip"
    write(community, file)
    in_table("journal", lambda rows: rows[2].update(actor="mallory"))(file)
    url = sqlite(tmp_path, "empty")
    with pytest.raises(NotRestored):
        read(url, file)
    assert tables(url) == {}


def test_backups_from_the_command_line(community: str, tmp_path: Path) -> None:
    """`backup` and `restore` say how much they have carried, or in one sentence why not."""
    database_url = sqlite(tmp_path, "restored")
    done = command("backup", "backup.zip", "--database", community, folder=tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "rows of" in done.stdout
    done = command("restore", "backup.zip", "--database", database_url, folder=tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "every journal is whole" in done.stdout
    assert tables(database_url) == tables(community)
    for words in (["backup", "backup.zip"], ["restore", "nothing.zip"]):
        done = command(*words, "--database", database_url, folder=tmp_path)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"deltacrown {words[0]}: ")
        assert len(done.stderr.splitlines()) == 1
