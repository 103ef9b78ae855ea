"""Settings and the command line."""

import contextlib
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from deltacrown.cli.later import Later
from deltacrown.cli.program import program
from deltacrown_host.access.roles import Role
from deltacrown_host.cli.readiness import NotReady, check
from deltacrown_host.plugin import commands
from deltacrown_host.settings import Settings

from tests.command_line import Answer, deltacrown


def test_the_environment_sets_everything() -> None:
    """`DELTACROWN_` and the name of a setting in capitals."""
    settings = Settings.from_environment(
        {
            "DELTACROWN_PORT": "9000",
            "DELTACROWN_PLUGINS_FOLDER": "/plugins",
            "DELTACROWN_HEARTBEAT_S": "2.5",
            "PORT": "1",
        }
    )
    assert settings == Settings(port=9000, plugins_folder=Path("/plugins"), heartbeat_s=2.5)


def test_a_variable_that_cannot_be_read_is_named() -> None:
    """The message says which variable, and what it holds."""
    with pytest.raises(ValueError, match="DELTACROWN_PORT is 'many'"):
        Settings.from_environment({"DELTACROWN_PORT": "many"})


FILE = """
port = 9000
heartbeat_s = 2
plugins_folder = "plugins"
origins = ["https://club.example", "https://club.test"]
new_accounts = "organizer"
webhook_plain_http = true
"""


def test_a_file_sets_everything_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`deltacrown.toml` in the working folder, or the file that `DELTACROWN_SETTINGS` names."""
    (tmp_path / "named.toml").write_text(FILE)
    expected = Settings(
        port=9000,
        heartbeat_s=2.0,
        plugins_folder=Path("plugins"),
        origins=("https://club.example", "https://club.test"),
        new_accounts=Role.ORGANIZER,
        webhook_plain_http=True,
    )
    named = {"DELTACROWN_SETTINGS": str(tmp_path / "named.toml")}
    assert Settings.from_environment(named) == expected
    assert Settings.from_environment({**named, "DELTACROWN_PORT": "1"}) == attrs.evolve(expected, port=1)
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({}) == Settings()
    (tmp_path / "named.toml").rename("deltacrown.toml")
    assert Settings.from_environment({}) == expected


WRONG_FILES = {
    "an unknown key": ("prot = 1", "no setting 'prot'; the nearest is 'port'"),
    "a key like no other": ("x9 = 1", "the nearest is"),
    "a text for a number": ('port = "80"', "port is '80', expected a whole number"),
    "a truth for a number": ("port = true", "port is True, expected a whole number"),
    "a fraction for a whole number": ("port = 1.5", "port is 1.5, expected a whole number"),
    "a number for a text": ("host = 1", "host is 1, expected a text"),
    "a text for a list": ('origins = "a"', "expected a list of texts"),
    "numbers in a list": ("origins = [1]", "expected a list of texts"),
    "no such role": ('new_accounts = "king"', "new_accounts is 'king', which cannot be read"),
    "no TOML": ("port =", "is no TOML"),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_a_file_that_cannot_be_read_names_what_is_wrong(tmp_path: Path, what: str) -> None:
    """The file, the key and what it holds; a slip in a name is answered with the nearest."""
    text, said = WRONG_FILES[what]
    file = tmp_path / "host.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=re.escape(said)) as raised:
        Settings.from_environment({"DELTACROWN_SETTINGS": str(file)})
    assert str(file) in str(raised.value)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """A slip in the file's name is no reason to run with other settings."""
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        Settings.from_environment({"DELTACROWN_SETTINGS": str(tmp_path / "nothing.toml")})


def test_every_setting_is_documented() -> None:
    """The docstring names each field."""
    for field in attrs.fields(Settings):
        assert field.name in (Settings.__doc__ or "")


def test_the_host_brings_its_commands() -> None:
    """The command line has what runs and keeps a host."""
    assert {command.name for command in commands} >= {"serve", "migrate", "rebuild", "plugins"}


def run(*arguments: str, folder: Path) -> Answer:
    with contextlib.chdir(folder):
        return deltacrown(*arguments)


def test_a_database_is_migrated_and_rebuilt_from_the_command_line(
    serve: Any, tmp_path: Path, database_url: str
) -> None:
    """`migrate` and `rebuild` work on the database that is named."""
    assert run("migrate", "--database", database_url, folder=tmp_path).stdout == "The schema is up to date.\n"
    with serve() as running:
        running.cup()
    done = run("rebuild", "--database", database_url, folder=tmp_path)
    assert (done.exit_code, done.stdout) == (0, "1 tournament made again.\n")


def test_plugins_are_listed_on_the_command_line(tmp_path: Path) -> None:
    """`plugins` names everything offered with its plugin."""
    done = run("plugins", folder=tmp_path)
    assert done.exit_code == 0
    assert "brackets\n" in done.stdout
    assert "single_elimination" in done.stdout


def test_the_command_line_starts_without_anything_heavy() -> None:
    """Whoever asks for the version waits for no database, no web framework, no cryptography and no drawing."""
    code = "import sys; from deltacrown.cli.program import program; program(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    heavy = {"litestar", "sqlalchemy", "cryptography", "PIL", "uharfbuzz", "httpx", "deltacrown.laboratory"}
    assert heavy.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("name", [name for name, command in program().commands.items() if isinstance(command, Later)])
def test_a_command_that_is_imported_when_it_is_called_is_there(name: str) -> None:
    """Under the name that the list of commands shows."""
    command = program().commands[name]
    assert isinstance(command, Later)
    assert command.command.name == name


NOT_READY = {
    "no address": ("nonsense", "no address of a database"),
    "an unknown kind": ("dance:///x.db", "dance"),
    "a missing driver": ("postgresql+pg8000://localhost/x", "no module 'pg8000'"),
    "a missing folder": ("sqlite:///no/such/folder/host.db", "no folder 'no/such/folder'"),
    "no file": ("sqlite:///:memory:", "names no file"),
    "a file that is no database": ("sqlite:///text.db", "file is not a database"),
    "a folder for a file": ("sqlite:///folder", "unable to open database file"),
}


@pytest.mark.parametrize("what", NOT_READY)
def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """One sentence names what is wrong with the address, the driver, the folder or the file."""
    monkeypatch.chdir(tmp_path)
    Path("text.db").write_text("this is no database, " * 100)
    Path("folder").mkdir()
    url, said = NOT_READY[what]
    with pytest.raises(NotReady) as raised:
        check(Settings(database_url=url))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("command", ["serve", "migrate", "rebuild"])
def test_a_command_that_cannot_begin_ends_with_its_sentence(tmp_path: Path, command: str) -> None:
    """The exit code is 1, and nobody has to read a traceback."""
    done = run(command, "--database", "sqlite:///no/such/folder/host.db", folder=tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"deltacrown {command}: ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_busy_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    """`serve` names the address that it cannot have."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, folder=tmp_path)
    assert done.exit_code == 1
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_plugins_folder_that_is_not_there_is_said() -> None:
    """A slip in the folder's name is no reason to run without its plugins."""
    with pytest.raises(NotReady, match="nowhere"):
        check(Settings(plugins_folder=Path("nowhere")))


def test_the_demo_looks_before_it_plays(tmp_path: Path) -> None:
    """A journal that cannot be written ends the command before the first match."""
    done = run("demo", "--no-serve", "--journal", "no/such/cup.jsonl", folder=tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no/such" in done.stderr


def test_a_demo_without_a_page_takes_any_port_and_names_none(tmp_path: Path) -> None:
    """Nobody can watch what ends at once, so no address is printed, and a busy port is no obstacle."""
    done = run("demo", "--no-serve", folder=tmp_path)
    assert done.exit_code == 0, done.stderr
    assert "http" not in done.stdout
    assert "64/64" in done.stdout
