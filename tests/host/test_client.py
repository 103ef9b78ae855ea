"""The client for other programs, on real hosts that go away and come back."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Event, Thread

import pytest
from deltacrown_host.accounts.service_account import key_to
from deltacrown_host.app import create_app
from deltacrown_host.client import Client, HostRefused, NothingToFollow, Standing, TournamentClient
from deltacrown_host.client.patience import Patience
from deltacrown_host.server import server
from deltacrown_host.settings import Settings

from tests.host.conftest import GROUP, KNOCKOUT, Running

OFTEN = Patience(0.02, 0.1, 200)


@contextmanager
def hosting(folder: Path, port: int) -> Iterator[str]:
    """A host on this port; answers a key to it."""
    settings = Settings(database_url=f"sqlite:///{folder}/host.db")
    app = create_app(settings)
    with socket.create_server(("127.0.0.1", port)) as listening:
        running = server(app, settings)
        thread = Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert running.ready.wait(20)
            yield key_to(app)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_a_tournament_from_its_creation_to_its_end(running: Running) -> None:
    """Created, filled, played and ranked; what the rules refuse says why."""
    with Client(running.url, str(running.http.headers["authorization"]).removeprefix("Bearer ")) as host:
        cup = host.create_tournament("Cup", KNOCKOUT)
        cup.open_registration()
        for entrant in ("ann", "bob"):
            cup.register(entrant, name=entrant.title(), rating=1500)
        with pytest.raises(HostRefused) as caught:
            cup.register("ann")
        assert (caught.value.status, caught.value.code) == (409, "entrant.registered_already")
        started = cup.start("seed")
        (final,) = cup.matches()
        assert cup.report("ko", final["key"], [2, 1]).version > started.version
        assert cup.standings("ko") == [Standing(1, "ann"), Standing(2, "bob")]
        assert cup.state["phase"] == "completed"
        heard = [event["seq"] for event in islice(cup.follow(), cup.state["version"])]
        assert heard == list(range(1, len(cup.journal().splitlines()) + 1))


def test_nothing_is_missed_or_done_twice_over_restarts(tmp_path: Path, port: int) -> None:
    """While the host goes away and comes back, one reports and one follows: every result once, every number once."""
    done = Event()

    def restarting() -> None:
        while not done.is_set():
            with hosting(tmp_path, port):
                done.wait(0.3)

    with hosting(tmp_path, port) as key:
        host = Client(f"http://127.0.0.1:{port}", key, OFTEN)
        cup = host.create_tournament("Cup", GROUP)
        cup.open_registration()
        for number in range(8):
            cup.register(f"t{number}")
        cup.start()
        keys = [match["key"] for match in cup.matches()]
    with host, ThreadPoolExecutor(2) as pool:
        restarts = pool.submit(restarting)
        try:
            last = len(keys)
            following = pool.submit(followed, cup)
            versions = [cup.report("group", match, [1, 0]).version for match in keys]
            assert len(versions) == last
            seqs = following.result(60)
        finally:
            done.set()
            restarts.result(60)
    assert seqs == list(range(1, len(seqs) + 1))
    assert sorted(set(versions)) == versions


def followed(cup: TournamentClient) -> list[int]:
    """The numbers that are heard until the tournament is over."""
    seqs = []
    for event in cup.follow():
        seqs.append(event["seq"])
        if event["event"]["type"] == "TournamentCompleted":
            return seqs
    raise AssertionError


def test_whoever_asks_for_nothing_is_told_so(running: Running) -> None:
    """A tournament that is not there, or that has not come so far, is not asked for again and again."""
    with Client(running.url) as host:
        with pytest.raises(NothingToFollow) as caught:
            next(host.tournament("nowhere").follow())
        assert caught.value.code == 4404
        with pytest.raises(NothingToFollow) as caught:
            next(host.tournament(running.cup().id).follow(after=1000))
        assert caught.value.code == 4409


def test_it_needs_nothing_of_the_server() -> None:
    """Whoever imports the client gets no database and no web framework."""
    heavy = (
        "import sys, deltacrown_host.client; print({'litestar', 'sqlalchemy', 'redis', 'jinja2'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True).stdout == "set()\n"
