"""PostgreSQL goes away and comes back while many write: said plainly, nothing acknowledged is lost, nothing is doubled."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock

import httpx
from deltacrown import Engine, read_lines, verify
from deltacrown_host.settings import Settings

from tests.host.conftest import GROUP, Cup, run
from tests.host.test_realtime import take
from tests.servers import OwnPostgresql

CLIENTS = 8


class Load:
    """Clients that report all matches, each again under the same key until it is acknowledged."""

    def __init__(self, cup: Cup, keys: list[str]) -> None:
        self._cup, self._left = cup, list(keys)
        self._lock = Lock()
        self.acknowledged: list[str] = []
        self.refusals: set[tuple[int, str, str]] = set()
        self.some, self.refused, self.given_up = Event(), Event(), Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Reporting, until all is reported; not for ever where something else fails."""
        with ThreadPoolExecutor(CLIENTS) as clients:
            working = [clients.submit(self.client) for _ in range(CLIENTS)]
            try:
                yield
                for work in working:
                    work.result()
            finally:
                self.given_up.set()

    def client(self) -> None:
        """What each client does."""
        while True:
            with self._lock:
                if not self._left:
                    return
                key = self._left.pop()
            while not self._reported(key) and not self.given_up.is_set():
                """Until it is."""

    def _reported(self, key: str) -> bool:
        answer = self._cup.report(key, 1, 0, stage="group", idempotency_key=f"result-{key}")
        if answer.status_code == 200:
            self.acknowledged.append(key)
            if len(self.acknowledged) >= CLIENTS:
                self.some.set()
            return True
        self.refusals.add((answer.status_code, answer.json()["code"], answer.headers.get("retry-after", "")))
        self.refused.set()
        return False


def test_a_database_that_comes_back_is_used_again(own_postgresql: OwnPostgresql) -> None:
    """503 meanwhile, with when to come again; then every result once, versions without a gap, sockets told of all."""
    with run(Settings(database_url=own_postgresql.url, poll_s=0.05, retry_first_s=0.02)) as running:
        cup = running.cup([f"t{number}" for number in range(12)], GROUP)
        start = cup.version
        keys = [match["key"] for match in cup.matches()]
        load = Load(cup, keys)
        with running.socket(cup.id, start) as listening:
            with load.running():
                assert load.some.wait(20)
                own_postgresql.stop()
                assert load.refused.wait(20)
                assert cup.get().status_code == 503
                assert running.http.get("/readiness").status_code == 503
                assert httpx.get(f"{running.url}/healthz").status_code == 200
                own_postgresql.start()
            assert take(listening, cup.version - start) == list(range(start + 1, cup.version + 1))
        assert load.refusals == {(503, "server.no_database", "1")}
        assert sorted(load.acknowledged) == sorted(keys)
        assert cup.get().json()["phase"] == "completed"
        assert running.http.get("/readiness").json()["status"] == "ok"
        lines = cup.journal.splitlines()
        assert verify(Engine(), read_lines(lines)).holds
