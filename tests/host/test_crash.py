"""A host that is killed in the middle of its work."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
from deltacrown import Engine, Entry, Notifier, hookimpl, read_lines, verify

DEAF = """
from deltacrown import Notifier, hookimpl

class Deaf(Notifier):
    name = "messenger"
    def notify(self, tournament, entry):
        raise ConnectionError("nobody is there")

@hookimpl
def register_notifiers():
    return [Deaf()]
"""


class Messenger(Notifier):
    """Hears what the killed host never managed to say."""

    name = "messenger"

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.news = Event()

    def notify(self, _: str, entry: Entry) -> None:
        self.heard.append(entry.seq)
        self.news.set()

    @hookimpl
    def register_notifiers(self) -> Any:
        return [self]


@contextmanager
def process(folder: Path, database_url: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A host as a process of its own, where it listens, and a key to it."""
    (folder / "plugins").mkdir()
    (folder / "plugins" / "deaf.py").write_text(DEAF)
    environment = {
        **os.environ,
        "DELTACROWN_DATABASE_URL": database_url,
        "DELTACROWN_PLUGINS_FOLDER": str(folder / "plugins"),
    }
    program = "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()"
    run = [sys.executable, "-c", program]
    made = [*run, "account", "create", "ann@example.org", "--role", "organizer", "--key"]
    key = subprocess.run(made, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    command = [*run, "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as host:
        assert host.stderr is not None
        messages = (json.loads(line)["message"] for line in host.stderr)
        url = next(message.split()[2] for message in messages if message.startswith("serving on"))
        # Whatever it still says must be read, or it would wait to be heard.
        with ThreadPoolExecutor(1) as reader:
            reader.submit(host.stderr.read)
            try:
                yield host, url, key
            finally:
                host.kill()


def test_what_was_acknowledged_survives_a_kill(
    visit: Callable[..., Any], serve: Any, tmp_path: Path, database_url: str
) -> None:
    """After SIGKILL every acknowledged result is in the journal, which verifies, and everything is delivered after all."""
    acknowledged: list[str] = []
    with process(tmp_path, database_url) as (host, url, key):
        cup = visit(url, key).cup([f"t{number}" for number in range(16)], [{"key": "group", "format": "round_robin"}])
        keys = [match["key"] for match in cup.matches()]

        def report(key: str) -> None:
            try:
                if cup.report(key, 1, 0, stage="group", idempotency_key=f"result-{key}").status_code == 200:
                    acknowledged.append(key)
            except httpx.TransportError:
                return
            if len(acknowledged) == 30:
                host.kill()

        with ThreadPoolExecutor(8) as clients:
            list(clients.map(report, keys))
    assert 30 <= len(acknowledged) < len(keys)
    messenger = Messenger()
    with serve([messenger]) as running:
        again = type(cup)(running, cup.id)
        lines = again.journal.splitlines()
        verdict = verify(Engine(), read_lines(lines))
        assert verdict.holds
        assert {f"result-{key}" for key in acknowledged} <= {json.loads(line)["order"] for line in lines}
        for key in keys:
            assert again.report(key, 1, 0, stage="group", idempotency_key=f"result-{key}").status_code == 200
        assert again.get().json()["phase"] == "completed"
        while len(messenger.heard) < again.version:
            messenger.news.clear()
            if len(messenger.heard) < again.version:
                assert messenger.news.wait(20)
        assert messenger.heard == list(range(1, again.version + 1))
