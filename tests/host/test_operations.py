"""What whoever runs a host watches, and how a host ends."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from deltacrown_host.settings import Settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.host.conftest import Deaf, Running, client, run

TOKEN = "for-prometheus"  # noqa: S105 - opens a host of this test only


def asked(host: Running, path: str, key: str) -> httpx.Response:
    """What somebody with this key is answered."""
    with client(host.url, key) as other:
        return other.get(path)


def measured(host: Running) -> dict[str, float]:
    """Every measure with its value."""
    answer = asked(host, "/metrics", TOKEN)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_metrics_count_what_happens(serve: Any) -> None:
    """Requests by route and status with their durations, sockets, writes that wait, events, failing deliveries."""
    with serve([Deaf()], metrics_token=TOKEN) as host:
        cup = host.cup()
        assert host.http.get("/api/tournaments/nothing").status_code == 404
        with cup.on.socket(cup.id) as socket:
            socket.recv()
            seen = measured(host)
        route = 'method="POST",route="/api/tournaments/{tournament}/entrants"'
        assert seen[f'deltacrown_requests_total{{{route},status="201"}}'] == 4
        assert seen[f'deltacrown_request_seconds_bucket{{{route},le="+Inf"}}'] == 4
        assert seen[f"deltacrown_request_seconds_count{{{route}}}"] == 4
        assert 0 < seen[f"deltacrown_request_seconds_sum{{{route}}}"] < 60
        missing = 'method="GET",route="/api/tournaments/{tournament}",status="404"'
        assert seen[f"deltacrown_requests_total{{{missing}}}"] == 1
        assert seen["deltacrown_sockets_open"] == 1
        assert seen["deltacrown_orders_waiting"] == 0
        assert seen["deltacrown_events_written"] == cup.version
        while not measured(host)["deltacrown_deliveries_failing"]:
            pass


def test_metrics_are_for_whoever_has_the_token(tmp_path: Any) -> None:
    """No account opens them; without a token in the settings there is nothing to open."""
    with run(Settings(database_url=f"sqlite:///{tmp_path}/a.db", metrics_token=TOKEN)) as host:
        for key in ("", "guess", TOKEN + "x"):
            assert asked(host, "/metrics", key).status_code == 401
        assert host.http.get("/metrics").status_code == 401
        assert asked(host, "/api/me", TOKEN).status_code == 401
    with run(Settings(database_url=f"sqlite:///{tmp_path}/b.db")) as host:
        for key in ("", TOKEN):
            assert asked(host, "/metrics", key).status_code == 404


def test_browsers_are_told_to_stay_with_tls(running: Running) -> None:
    """Where the proxy in front says that it was HTTPS, the answer says so for a year; else it does not."""
    header = "strict-transport-security"
    answer = running.http.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers[header] == "max-age=31536000"
    assert header not in running.http.get("/healthz").headers


def frames(socket: ClientConnection) -> Iterator[Any]:
    """Everything that comes. Raises ConnectionClosed."""
    while True:
        yield socket.recv()


def test_a_host_that_ends_tells_its_sockets(tmp_path: Any) -> None:
    """They are closed with the code for a restart: a client comes back, and goes on after what it has."""
    with ExitStack() as stack:
        with run(Settings(database_url=f"sqlite:///{tmp_path}/host.db")) as host:
            cup = host.cup()
            socket = stack.enter_context(host.socket(cup.id))
            socket.recv()
        with pytest.raises(ConnectionClosed) as closed:
            list(frames(socket))
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
