"""Several processes on one database: a notifier is told by one of them at a time."""

import asyncio
import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

import pytest
from deltacrown import Entry, Notifier, hookimpl
from deltacrown_host.delivery.cursors import introduce
from deltacrown_host.delivery.lease import Lease
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate

from tests.host.processes import environment, key_of_organizer, process
from tests.host.receiving import receiving

FORWARDING = """
import os
import httpx
from deltacrown import Notifier, hookimpl

class Forwarding(Notifier):
    name = "forwarding"
    def notify(self, tournament, entry):
        httpx.post("{url}", json={{"process": os.getpid(), "seq": entry.seq}}).raise_for_status()

@hookimpl
def register_notifiers():
    return [Forwarding()]
"""


class Sharing(Notifier):
    """Writes down what it was told, beside others of its name, in other hosts."""

    name: ClassVar[str] = "sharing"

    def __init__(self, heard: list[int], lock: Lock) -> None:
        self._heard = heard
        self._lock = lock

    def notify(self, tournament: str, entry: Entry) -> None:
        del tournament
        assert self._lock.acquire(blocking=False), "two hosts tell it at once"
        self._heard.append(entry.seq)
        self._lock.release()

    @hookimpl
    def register_notifiers(self) -> Any:
        return [self]


@pytest.fixture
def leases(database_url: str) -> Any:
    """Makes leases of one notifier, each with a holder of its own and a clock that is moved by hand."""
    database = Database(database_url)
    migrate(database)
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    with database.begin() as connection:
        introduce(connection, "one", now[0])
    yield lambda: Lease(database, "one", timedelta(seconds=10), lambda: now[0]), now
    database.close()


def test_a_lease_has_one_holder_until_it_runs_out(leases: Any) -> None:
    """It is taken by one, renewed by that one only, and taken over when it has run out or was given up."""
    lease_of, now = leases

    async def scenario() -> None:
        mine, theirs = lease_of(), lease_of()
        assert (await mine.take(), await theirs.take()) == (True, False)
        now[0] += timedelta(seconds=9)
        assert (await theirs.take(), await mine.take(), mine.held) == (False, True, True)
        now[0] += timedelta(seconds=10)
        assert (mine.held, await theirs.take(), await mine.take()) == (False, True, False)
        await mine.give_up()
        assert (await mine.take(), theirs.held) == (False, True)
        await theirs.give_up()
        assert (theirs.held, await mine.take()) == (False, True)

    asyncio.run(scenario())


def test_two_hosts_tell_a_notifier_everything_once(serve: Any) -> None:
    """While both run, and as they end one after the other, each event comes once and in order."""
    heard: list[int] = []
    lock = Lock()
    with ExitStack() as second:
        with serve([Sharing(heard, lock)], poll_s=0.01) as first:
            cup = first.cup([f"t{number}" for number in range(8)])
            other = second.enter_context(serve([Sharing(heard, lock)], poll_s=0.01, lease_s=0.3))
            again = type(cup)(other, cup.id)
            for match in cup.matches():
                again.report(match["key"], 1, 0)
        again.play()
        version = again.version
    with serve([Sharing(heard, lock)], poll_s=0.01) as third:
        _until(lambda: heard[-1] == version, third)
    assert heard == list(range(1, version + 1))


def _until(done: Callable[[], bool], running: Any) -> None:
    """Ask the host something until this is so."""
    for _ in range(2000):
        if done():
            return
        running.http.get("/healthz")
    raise AssertionError


def test_another_process_goes_on_where_one_was_killed(
    visit: Callable[..., Any], tmp_path: Path, database_url: str
) -> None:
    """After SIGKILL of the process that tells it, the other tells the rest in order, at most one event twice."""
    with receiving() as receiver, ExitStack() as stack:
        variables = environment(tmp_path, database_url, FORWARDING.format(url=receiver.url))
        key = key_of_organizer(variables)
        hosts = [stack.enter_context(process(variables)) for _ in range(2)]
        cup = visit(hosts[0].url, key).cup()
        heard = [json.loads(receiver.next().body) for _ in range(9)]
        assert [line["seq"] for line in heard] == list(range(1, 10))
        teller = heard[-1]["process"]
        dead, alive = sorted(hosts, key=lambda host: host.popen.pid != teller)
        assert dead.popen.pid == teller
        dead.kill()
        again = type(cup)(visit(alive.url, key), cup.id)
        again.play()
        rest = {}
        while max(rest, default=0) < again.version:
            line = json.loads(receiver.next().body)
            assert line["process"] == alive.popen.pid
            rest[line["seq"]] = line
        assert list(rest)[-(again.version - 9) :] == list(range(10, again.version + 1))
