"""The rooms: every event after a number, in order, none missed, none doubled."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed


def take(socket: Any, count: int) -> list[int]:
    """The numbers of the next events; heartbeats do not count."""
    seqs: list[int] = []
    while len(seqs) < count:
        frame = json.loads(socket.recv(timeout=20))
        if frame["type"] == "event":
            seqs.append(frame["seq"])
    return seqs


def closing(socket: Any) -> tuple[int, str]:
    """The code and the reason that the server closes with."""
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=20)
    return socket.close_code, socket.close_reason


def test_a_socket_hears_the_past_and_then_the_present(running: Any) -> None:
    """First everything from the journal, then everything as it happens, as the API gives it."""
    cup = running.cup()
    with running.socket(cup.id) as socket:
        assert take(socket, 9) == list(range(1, 10))
        cup.report("R1-1", 1, 0)
        frame = json.loads(socket.recv(timeout=20))
    event = cup.get("events", params={"after": 9}).json()["events"][0]
    assert frame == {
        "type": "event",
        "tournament": cup.id,
        "seq": 10,
        "at": event["at"],
        "event": event["event"],
    }


def test_a_client_that_was_away_misses_nothing(running: Any) -> None:
    """With the last number that it has, a client gets all that happened meanwhile, once, and then goes on live."""
    cup = running.cup()
    with running.socket(cup.id) as socket:
        last = take(socket, 9)[-1]
    cup.report("R1-1", 1, 0)
    cup.report("R1-2", 1, 0)
    with running.socket(cup.id, after=last) as socket:
        assert take(socket, 2) == [10, 11]
        cup.report("final", 1, 0)
        assert take(socket, 3) == [12, 13, 14]
    assert cup.version == 14


def test_rooms_are_isolated_and_everyone_in_one_hears_the_same(running: Any) -> None:
    """Every socket of a tournament gets its events, and none of any other tournament's."""
    cup, other = running.cup(), running.cup()
    with ExitStack() as stack:
        sockets = [stack.enter_context(running.socket(cup.id, after=9)) for _ in range(10)]
        elsewhere = stack.enter_context(running.socket(other.id, after=9))
        cup.play()
        other.report("R1-1", 1, 0)
        everything = list(range(10, cup.version + 1))
        assert [take(socket, len(everything)) for socket in sockets] == [everything] * 10
        assert json.loads(elsewhere.recv(timeout=20))["tournament"] == other.id


def test_sockets_that_come_while_results_come_in_miss_nothing(running: Any) -> None:
    """Between the journal and the room there is no gap, wherever the connection falls between two events."""
    cup = running.cup([f"t{number}" for number in range(16)], [{"key": "group", "format": "round_robin"}])
    keys = [match["key"] for match in cup.matches()]
    start = cup.version

    def listen(after: int) -> list[int]:
        with running.socket(cup.id, after=after) as socket:
            return take(socket, start + len(keys) - after)

    with ThreadPoolExecutor(8) as pool:
        listening = []
        for place, key in enumerate(keys):
            if place % 15 == 0:
                listening.append((place, pool.submit(listen, start)))
            cup.report(key, 1, 0, stage="group")
        expected = list(range(start + 1, start + len(keys) + 1))
        assert all(one.result(timeout=60) == expected for _, one in listening)


def test_who_is_further_behind_than_the_room_remembers_reads_the_journal(serve: Any) -> None:
    """A room remembers a few frames only; the rest comes from the journal, so nothing is missed."""
    with serve(frames_in_memory=1) as running:
        cup = running.cup("abcdefgh")
        with running.socket(cup.id, after=3) as socket, running.socket(cup.id, after=cup.version) as other:
            before = cup.version
            cup.play()
            assert take(socket, cup.version - 3) == list(range(4, cup.version + 1))
            assert take(other, cup.version - before) == list(range(before + 1, cup.version + 1))


def test_a_match_has_a_room_of_its_own(running: Any) -> None:
    """It hears of its match and of the tournament, and never of other matches; the numbers are the tournament's."""
    cup = running.cup()
    with (
        running.socket(cup.id, 9, match="ko/R1-1") as first,
        running.socket(cup.id, 9, match="ko/final") as final,
        running.socket(cup.id, 9) as everything,
    ):
        cup.report("R1-2", 1, 0)
        cup.report("R1-1", 1, 0)
        cup.post("commands", {"type": "SetBestOf", "stage": "ko", "round": 2, "best_of": 3})
        cup.report("final", 2, 0)
        seqs = range(10, cup.version + 1)
        assert take(everything, len(seqs)) == list(seqs)
        about = [line["event"] for line in cup.get("events", params={"after": 9}).json()["events"]]
        assert [event.get("match", event.get("matches")) for event in about[:4]] == ["R1-2", "R1-1", ["final"], "final"]
        assert take(first, 1 + len(seqs) - 4) == [11, *seqs[4:]]
        assert take(final, 2 + len(seqs) - 4) == [12, 13, *seqs[4:]]
    with running.socket(cup.id, 9, match="ko/R1-1") as again:
        assert take(again, 1) == [11]


@pytest.mark.parametrize("match", ["ko/R9-9", "nowhere/R1-1"])
def test_a_match_that_is_not_there_has_no_room(running: Any, match: str) -> None:
    """It is closed with the code of a tournament that is not there."""
    with running.socket(running.cup().id, match=match) as socket:
        assert closing(socket) == (4404, "no such match")


@pytest.mark.parametrize(
    ("tournament", "after", "code"),
    [("nowhere", 0, 4404), (None, "x", 4400), (None, -1, 4400), (None, "9" * 30, 4400), (None, 10, 4409)],
)
def test_a_socket_that_makes_no_sense_is_closed_with_a_code(
    running: Any, tournament: str | None, after: object, code: int
) -> None:
    """An unknown tournament, a number that is none, and a number ahead of the tournament have codes of their own."""
    with running.socket(tournament or running.cup().id, after) as socket:
        assert closing(socket)[0] == code


def test_silence_is_closed_with_4004(serve: Any) -> None:
    """A ping comes with every heartbeat; who answers none for long enough is gone."""
    with serve(heartbeat_s=0.02, silence_s=0.1) as running:
        cup = running.cup()
        with running.socket(cup.id, after=9) as socket:
            assert json.loads(socket.recv(timeout=20)) == {"type": "ping"}
            assert closing(socket) == (4004, "no answer to the heartbeat")


def test_who_answers_stays(serve: Any) -> None:
    """Any message is a sign of life."""
    with serve(heartbeat_s=0.01, silence_s=0.5, messages_per_s=1000) as running:
        cup = running.cup()
        with running.socket(cup.id, after=9) as socket:
            for _ in range(100):
                assert json.loads(socket.recv(timeout=20)) == {"type": "ping"}
                socket.send('{"type":"pong"}')
            cup.report("R1-1", 1, 0)
            assert take(socket, 1) == [10]


def test_a_failure_on_a_socket_is_logged_and_not_told(serve: Any, caplog: Any) -> None:
    """The other side learns that there was a mistake, the log learns which."""
    with serve() as running:
        cup = running.cup()
        running.host.settings = None
        with running.socket(cup.id) as socket:
            assert closing(socket) == (4500, "Internal Server Error")
    assert "unexpected error on a socket" in [record.message for record in caplog.records]


def test_an_empty_room_is_forgotten(serve: Any) -> None:
    """Rooms cost nothing once everyone has left."""
    with serve() as running:
        cup = running.cup()
        with running.socket(cup.id) as socket:
            take(socket, 9)
            assert len(running.host.rooms) == 1
            cup.post("cancel", {"reason": "rain"})
            take(socket, 1)
    assert len(running.host.rooms) == 0
