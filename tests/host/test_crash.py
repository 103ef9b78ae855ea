"""A host that is killed in the middle of its work."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
from deltacrown import Engine, Entry, Notifier, hookimpl, read_lines, verify

from tests.host.processes import environment, key_of_organizer, process

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


def test_what_was_acknowledged_survives_a_kill(
    visit: Callable[..., Any], serve: Any, tmp_path: Path, database_url: str
) -> None:
    """After SIGKILL every acknowledged result is in the journal, which verifies, and everything is delivered after all."""
    acknowledged: list[str] = []
    variables = environment(tmp_path, database_url, DEAF)
    key = key_of_organizer(variables)
    with process(variables) as host:
        cup = visit(host.url, key).cup(
            [f"t{number}" for number in range(16)], [{"key": "group", "format": "round_robin"}]
        )
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
