"""Hosts as processes of their own, which can be killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

from tests.command_line import deltacrown

_PROGRAM = "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()"
_RUN: Sequence[str] = (sys.executable, "-c", _PROGRAM)


@frozen
class Process:
    """A host that runs, and where it listens."""

    popen: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        """As `kill -9`: it finishes nothing, and says nothing to anyone."""
        _kill(self.popen)
        self.popen.wait()


def environment(folder: Path, database_url: str, plugin: str, **settings: object) -> dict[str, str]:
    """The variables of a host on this database, with a loose plugin of this text."""
    plugins = folder / "plugins"
    plugins.mkdir(exist_ok=True)
    (plugins / "plugin.py").write_text(plugin)
    named = {"database_url": database_url, "plugins_folder": plugins, "lease_s": 1, "poll_s": 0.05, **settings}
    return {**os.environ, **{f"DELTACROWN_{name.upper()}": str(value) for name, value in named.items()}}


def key_of_organizer(variables: dict[str, str]) -> str:
    """A key to the hosts on this database."""
    made = deltacrown("account", "create", "ann@example.org", "--role", "organizer", "--key", env=variables)
    assert made.exit_code == 0, made.stderr
    return made.stdout.strip()


@contextmanager
def process(variables: dict[str, str], *more: str) -> Iterator[Process]:
    """A host, until it is killed at the latest when the context ends."""
    command = [*_RUN, "serve", "--port", "0", *more]
    with subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True, start_new_session=True) as popen:
        assert popen.stderr is not None
        messages = (json.loads(line)["message"] for line in popen.stderr)
        url = next(message.split()[2] for message in messages if message.startswith("serving on"))
        # Whatever it still says must be read, or it would wait to be heard.
        with ThreadPoolExecutor(1) as reader:
            reader.submit(popen.stderr.read)
            try:
                yield Process(popen, url)
            finally:
                _kill(popen)


def _kill(popen: subprocess.Popen[str]) -> None:
    """It and the processes that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(popen.pid, signal.SIGKILL)
