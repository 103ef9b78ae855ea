"""More than the host can take, or slower than it waits: it says so, and goes on."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest

HEAD = (
    "PUT {path} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nAuthorization: {shown}\r\n{length}\r\n\r\n"
)
LENGTHS = {"announced": "Content-Length: 18", "in pieces": "Transfer-Encoding: chunked"}


def half_a_request(running: Any, cup: Any, length: str) -> socket.socket:
    """A connection that has sent everything but the end of the body."""
    where = urlsplit(running.url)
    connection = socket.create_connection((where.hostname, where.port), timeout=20)
    head = HEAD.format(
        path=f"{cup.path}/matches/ko/R1-1/result", shown=running.http.headers["authorization"], length=LENGTHS[length]
    )
    connection.sendall(head.encode() + (b"5\r\n" if length == "in pieces" else b"") + b'{"poi')
    return connection


@pytest.mark.parametrize("length", LENGTHS)
def test_a_body_that_does_not_arrive_in_time_is_given_up(serve: Any, length: str) -> None:
    """408, and the connection is closed: what may still come of the body is no request."""
    with serve(body_timeout_s=0.2) as running:
        cup = running.cup()
        before = cup.journal
        with half_a_request(running, cup, length) as connection:
            answer = connection.makefile("rb").read().decode()
        assert answer.startswith("HTTP/1.1 408 ")
        assert json.loads(answer.partition("\r\n\r\n")[2])["code"] == "body.too_slow"
        assert cup.journal == before


def test_bytes_that_trickle_in_buy_no_time(serve: Any) -> None:
    """The deadline is one for the whole body."""
    with serve(body_timeout_s=0.3) as running:
        cup = running.cup()
        with half_a_request(running, cup, "announced") as connection:
            for _ in range(5):
                connection.sendall(b" ")
            assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 408 ")


def test_a_caller_who_leaves_is_no_mistake_of_ours(serve: Any, caplog: Any) -> None:
    """A connection that ends within the body is not logged as an error."""
    caplog.set_level("INFO")
    with serve() as running:
        cup = running.cup()
        half_a_request(running, cup, "announced").close()
        heard = []
        for _ in range(500):
            running.http.get("/healthz")
            if heard := [record for record in caplog.records if record.message.endswith("/result 400")]:
                break
    assert heard
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@contextmanager
def writer_held(running: Any) -> Any:
    """The writer's thread, kept busy."""
    begun, done = Event(), Event()

    def hold() -> None:
        begun.set()
        done.wait(20)

    running.host.database._writer.submit(hold)  # noqa: SLF001 - nothing else can keep it busy
    assert begun.wait(20)
    try:
        yield
    finally:
        done.set()


def test_writes_beyond_the_queue_are_told_to_come_again(serve: Any) -> None:
    """503 with Retry-After at once, instead of a queue without end; who waits already is served, and so is who reads."""
    with serve(orders_waiting=1) as running:
        cup = running.cup()
        with ThreadPoolExecutor(4) as clients:
            with writer_held(running):
                answers = [clients.submit(cup.report, "R1-1", 1, 0, idempotency_key="once") for _ in range(4)]
                while sum(answer.done() for answer in answers) < 3:
                    assert cup.get().status_code == 200
            codes = sorted(answer.result().status_code for answer in answers)
            full = next(answer.result() for answer in answers if answer.result().status_code == 503)
        assert codes == [200, 503, 503, 503]
        assert (full.json()["code"], full.headers["retry-after"]) == ("server.busy", "1")
        assert cup.report("R1-2", 1, 0).status_code == 200


def test_connections_beyond_the_limit_are_told_so(serve: Any) -> None:
    """The server answers 503 by itself, before any memory is spent on the request."""
    with serve(connections=2) as running:
        running.http.get("/healthz")
        where = urlsplit(running.url)
        with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
            assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 503 ")
