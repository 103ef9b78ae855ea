"""Watching without a socket: server-sent events."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.host.conftest import Cup, Running, Serve


def events(answer: httpx.Response) -> Iterator[tuple[int, dict[str, Any]]]:
    """The id and the data of each event as it comes."""
    seq = 0
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name == "id":
            seq = int(value)
        elif name == "data":
            yield seq, json.loads(value)


def watching(cup: Cup, after: int = 0, headers: dict[str, str] | None = None) -> Any:
    """The stream of a tournament."""
    return cup.on.http.stream("GET", f"{cup.path}/stream", params={"after": after}, headers=headers)


def test_the_past_and_then_the_present(running: Running) -> None:
    """Frames are those of the sockets, each with its number as id."""
    cup = running.cup()
    with watching(cup) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        coming = events(answer)
        assert [next(coming)[0] for _ in range(9)] == list(range(1, 10))
        cup.report("R1-1", 1, 0)
        seq, frame = next(coming)
        with running.socket(cup.id, 9) as socket:
            assert frame == json.loads(socket.recv(timeout=20))
        assert seq == frame["seq"] == 10
        cup.play()
        assert [next(coming)[0] for _ in range(cup.version - 10)] == list(range(11, cup.version + 1))


def test_a_browser_that_comes_back_says_what_it_had(running: Running) -> None:
    """`Last-Event-ID` goes before what stands in the address, which is that of the first time."""
    cup = running.cup()
    with watching(cup, 2) as answer:
        assert next(events(answer))[0] == 3
    with watching(cup, 2, {"Last-Event-ID": "7"}) as answer:
        assert next(events(answer))[0] == 8


@pytest.mark.parametrize(
    ("headers", "path", "status", "code"),
    [
        ({}, "/api/tournaments/nowhere/stream", 404, "tournament.unknown"),
        ({"Last-Event-ID": "x"}, "{path}/stream", 400, "field.invalid"),
        ({}, "{path}/stream?after=-1", 400, "field.invalid"),
        ({}, "{path}/stream?after=10", 409, "stream.ahead"),
    ],
)
def test_a_stream_that_makes_no_sense(
    running: Running, headers: dict[str, str], path: str, status: int, code: str
) -> None:
    """It is refused as everything else is, with a problem document."""
    answer = running.http.get(path.format(path=running.cup().path), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_streams_are_counted_with_sockets_and_make_place_when_they_end(serve: Serve) -> None:
    """The limits are the same; one that the other side has left is noticed."""
    with serve(connections_an_address=1, connections_a_user=0) as running:
        cup = running.cup()
        with watching(cup) as answer:
            # Kept: the connection ends with what reads it.
            coming = events(answer)
            assert next(coming)[0] == 1
            refused = running.http.get(f"{cup.path}/stream")
            assert (refused.status_code, refused.json()["code"]) == (429, "stream.connection_limit_exceeded")
            assert next(coming)[0] == 2
        while True:
            with watching(cup) as answer:
                if answer.status_code == 200:
                    break


def test_a_full_room_is_full_for_streams_too(serve: Serve) -> None:
    """Whoever listens on a socket takes a place in the same room."""
    with serve(connections_a_room=1) as running:
        cup = running.cup()
        with running.socket(cup.id, 8) as socket:
            assert socket.recv(timeout=20)
            refused = running.http.get(f"{cup.path}/stream")
        assert (refused.status_code, refused.json()["code"]) == (429, "stream.room_full")


def test_a_quiet_stream_beats(serve: Serve) -> None:
    """A comment now and then keeps proxies from closing it."""
    with serve(heartbeat_s=0.01) as running:
        cup = running.cup()
        with watching(cup, 9) as answer:
            lines = [line for line, _ in zip(answer.iter_lines(), range(6), strict=False) if line]
        assert lines == ["retry: 2000", ": ping", ": ping"]
