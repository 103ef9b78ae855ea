"""Settings and the command line."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from deltacrown_host.plugin import commands
from deltacrown_host.settings import Settings


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


def test_every_setting_is_documented() -> None:
    """The docstring names each field."""
    for field in attrs.fields(Settings):
        assert field.name in (Settings.__doc__ or "")


def test_the_host_brings_its_commands() -> None:
    """The command line has what runs and keeps a host."""
    assert {command.name for command in commands} >= {"serve", "migrate", "rebuild", "plugins"}


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_database_is_migrated_and_rebuilt_from_the_command_line(serve: Any, tmp_path: Path) -> None:
    """`migrate` and `rebuild` work on the database that is named."""
    database = f"sqlite:///{tmp_path}/host.db"
    assert run("migrate", "--database", database, folder=tmp_path).stdout == "The schema is up to date.\n"
    with serve() as running:
        running.cup()
    done = run("rebuild", "--database", database, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 tournament made again.\n")


def test_plugins_are_listed_on_the_command_line(tmp_path: Path) -> None:
    """`plugins` names everything offered with its plugin."""
    done = run("plugins", folder=tmp_path)
    assert done.returncode == 0
    assert "brackets\n" in done.stdout
    assert "single_elimination" in done.stdout


def test_the_command_line_starts_without_the_web_framework() -> None:
    """The host's plugin module imports nothing heavy: every command of the program loads it."""
    code = "import sys, deltacrown_host.plugin; print([name for name in ('litestar', 'sqlalchemy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"
