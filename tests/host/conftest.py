"""A real host on a free port, and tournaments on it, through the public doors only."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pytest
from argon2 import PasswordHasher
from attrs import evolve, field, frozen
from deltacrown import Entry, Notifier, hookimpl
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import passwords
from deltacrown_host.accounts.service_account import key_to, service_key
from deltacrown_host.app import create_app
from deltacrown_host.audit.tables import audit
from deltacrown_host.bootstrap import Host, utc_now
from deltacrown_host.server import server
from deltacrown_host.settings import Settings
from sqlalchemy import select
from websockets.sync.client import ClientConnection, connect

from tests.servers import NewDatabase

KNOCKOUT = [{"key": "ko", "format": "single_elimination"}]
GROUP = [{"key": "group", "format": "round_robin"}]

# A client that threads share keeps all its connections: closing the idle ones while others read is a race of its own,
# in which a thread now and then reads from a descriptor that is closed already.
CONNECTIONS = httpx.Limits(max_connections=128, max_keepalive_connections=128, keepalive_expiry=None)


@frozen
class Running:
    """A host that runs, and a client of it."""

    url: str
    http: httpx.Client
    host: Host | None

    def cup(self, entrants: Sequence[str] = ("a", "b", "c", "d"), stages: Any = KNOCKOUT, **more: Any) -> "Cup":
        """A new tournament, started with these entrants; still open for registration where there are none."""
        cup = Cup(self, uuid4().hex[:12])
        created = self.http.post("/api/tournaments", json={"id": cup.id, "name": "Cup", "stages": stages, **more})
        assert created.status_code == 201, created.text
        assert cup.post("open-registration").status_code == 200
        for entrant in entrants:
            assert cup.register(entrant).status_code == 201
        if entrants:
            assert cup.post("start").status_code == 200
        return cup

    @property
    def deeds(self) -> list[str]:
        """What was done to rows, the oldest first."""
        assert self.host
        with self.host.database.connect() as connection:
            return list(connection.execute(select(audit.c.action).order_by(audit.c.id)).scalars())

    def socket(self, tournament: str, after: object = 0, match: str = "", **headers: str) -> ClientConnection:
        """A socket in the tournament's room, or in that of a match (`stage/match`)."""
        path = f"{tournament}/match/{match}" if match else tournament
        url = f"{self.url.replace('http', 'ws')}/ws/tournament/{path}?after={after}"
        return connect(url, close_timeout=1, additional_headers=headers)


@frozen
class Cup:
    """One tournament on a host."""

    on: Running
    id: str
    path: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "path", f"/api/tournaments/{self.id}")

    def get(self, path: str = "", **more: Any) -> httpx.Response:
        return self.on.http.get(f"{self.path}/{path}".rstrip("/"), **more)

    def post(self, path: str, body: object = None, **headers: str) -> httpx.Response:
        sent = {} if body is None else {"json": body}
        return self.on.http.post(f"{self.path}/{path}", headers=_names(headers), **sent)  # type: ignore[arg-type]

    def register(self, entrant: str, name: str = "", **headers: str) -> httpx.Response:
        return self.post("entrants", {"entrant": entrant, "name": name or entrant.upper()}, **headers)

    def report(self, match: str, *points: int, stage: str = "ko", **headers: str) -> httpx.Response:
        body = {"points": list(points)}
        return self.on.http.put(f"{self.path}/matches/{stage}/{match}/result", json=body, headers=_names(headers))

    def matches(self, state: str = "ready") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("matches", params={"state": state}).json()["matches"]
        return found

    def play(self) -> None:
        """Play to the end: the first side always wins."""
        while ready := self.matches():
            for match in ready:
                assert self.report(match["key"], 1, 0, stage=match["stage"]).status_code == 200

    @property
    def journal(self) -> str:
        return self.get("journal").text

    @property
    def version(self) -> int:
        return int(self.get().json()["version"])


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Deaf(Notifier):
    """Hears nothing."""

    name = "deaf"

    def notify(self, tournament: str, entry: Entry) -> None:
        message = f"{tournament} {entry.seq}"
        raise ConnectionError(message)

    @hookimpl
    def register_notifiers(self) -> list[Notifier]:
        return [self]


def client(url: str, key: str = "") -> httpx.Client:
    """A client that shows this key, or nothing."""
    shown = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.Client(base_url=url, timeout=30, limits=CONNECTIONS, headers=shown)


@contextmanager
def run(
    settings: Settings, plugins: Sequence[object] = (), clock: Callable[[], datetime] = utc_now
) -> Iterator[Running]:
    with ExitStack() as stack:
        if settings.mail_folder == Settings().mail_folder:
            settings = evolve(settings, mail_folder=Path(stack.enter_context(TemporaryDirectory())))
        app = create_app(settings, plugins, clock)
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        running = server(app, settings)
        thread = Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert running.ready.wait(20)
            yield Running(url, stack.enter_context(client(url, key_to(app))), app.state.host)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Digests of passwords at the least cost there is: what they cost in truth is looked at in a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODYS", quick.hash("nobody's password"))
        yield


@frozen
class Someone:
    """Somebody with an account, and a client that shows it."""

    id: str
    http: httpx.Client


S = TypeVar("S", bound=Someone)


@contextmanager
def meeting(running: Running, kind: type[S]) -> Iterator[Callable[..., S]]:
    """Makes people with accounts on a host that runs in this process: players, unless told otherwise."""
    with ExitStack() as stack:

        def somebody(role: Role = Role.PLAYER) -> S:
            assert running.host
            with running.host.database.begin() as connection:
                key = service_key(connection, uuid4().hex, role, utc_now())
            http = stack.enter_context(client(running.url, key))
            return kind(http.get("/api/me").json()["id"], http)

        yield somebody


Serve = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def serve(database_url: str) -> Serve:
    """What runs a host on this test's database: plugins and settings are arguments."""

    def serving(
        plugins: Sequence[object] = (), clock: Callable[[], datetime] = utc_now, **settings: Any
    ) -> AbstractContextManager[Running]:
        return run(Settings(**{"database_url": database_url, **settings}), plugins, clock)

    return serving


@pytest.fixture
def visit() -> Iterator[Callable[..., Running]]:
    """Makes a client, with a key or without one, of a host that runs elsewhere."""
    with ExitStack() as stack:
        yield lambda url, key="": Running(url, stack.enter_context(client(url, key)), None)


@pytest.fixture(scope="session")
def running(new_database: NewDatabase) -> Iterator[Running]:
    """A host that tests share: each makes tournaments of its own on it."""
    # Tests all come from one address.
    with run(Settings(database_url=new_database(), connections_an_address=100)) as host:
        yield host
