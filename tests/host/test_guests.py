"""Whoever is on a socket: tickets, what may be said and how often, and how many may come."""

import asyncio
import json
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.service_account import service_key
from deltacrown_host.bootstrap import utc_now
from deltacrown_host.delivery.patience import Patience
from deltacrown_host.realtime.attendance import Attendance, Limits
from deltacrown_host.realtime.bucket import Bucket
from deltacrown_host.realtime.guest import Guest
from deltacrown_host.realtime.stream import TOKEN_EXPIRED, Closed
from websockets.exceptions import ConnectionClosed

from tests.host.conftest import Cup, Running, Serve, client
from tests.host.test_realtime import closing, take

PONG = '{"type": "pong"}'


def key_of(host: Running, name: str) -> str:
    """A key of a player of that name."""
    assert host.host
    with host.host.database.begin() as connection:
        return service_key(connection, name, Role.PLAYER, utc_now())


def ticket_of(cup: Cup, name: str) -> str:
    """A ticket that a player of that name was given."""
    with client(cup.on.url, key_of(cup.on, name)) as http:
        answer = http.post(f"{cup.path}/ticket")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


def show(socket: Any, ticket: str) -> dict[str, Any]:
    """Show a ticket; the next frame that is no ping and no event."""
    socket.send(json.dumps({"type": "auth", "ticket": ticket}))
    return said(socket)


def said(socket: Any) -> dict[str, Any]:
    """The next frame that is no ping and no event."""
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=20))
        if frame["type"] not in {"ping", "event"}:
            return frame


def refused(socket: Any) -> tuple[str, int]:
    """The error that is told, and the code that the server closes with."""
    frame = said(socket)
    assert (frame["type"], bool(frame["message"])) == ("error", True)
    return frame["error"], closing(socket)[0]


def test_a_ticket_says_who_is_there(running: Running) -> None:
    """Once, and on sockets of its tournament and its matches alone; what is heard is the same."""
    cup, other = running.cup(), running.cup()
    ticket = ticket_of(cup, "ann")
    with running.socket(cup.id, 9, match="ko/final") as socket:
        welcome = show(socket, ticket)
        assert (welcome["type"], welcome["known_s"]) == ("welcome", 3600)
        assert welcome["user"]
        cup.play()
        assert take(socket, 1) == [12]
    with running.socket(cup.id, 9) as socket:
        socket.send(json.dumps({"type": "auth", "ticket": ticket}))
        assert refused(socket) == ("ticket_invalid", 4003)
    with running.socket(other.id, 9) as socket:
        socket.send(json.dumps({"type": "auth", "ticket": ticket_of(cup, "ann")}))
        assert refused(socket) == ("ticket_invalid", 4003)


def test_tickets_are_for_whoever_signed_in(running: Running) -> None:
    """And for tournaments that are there."""
    cup = running.cup()
    with client(running.url) as http:
        answer = http.post(f"{cup.path}/ticket")
        assert (answer.status_code, answer.json()["code"]) == (401, "access.not_signed_in")
    answer = running.http.post("/api/tournaments/nowhere/ticket")
    assert (answer.status_code, answer.json()["code"]) == (404, "tournament.unknown")


def test_a_ticket_expires(serve: Serve) -> None:
    """After its time it is closed with 4002; long after, nobody knows that it was one."""
    shift = [timedelta(0)]

    def clock() -> datetime:
        return utc_now() + shift[0]

    with serve(clock=clock) as running:
        cup = running.cup()
        tickets = [ticket_of(cup, "ann") for _ in range(2)]
        shift[0] = timedelta(seconds=31)
        with running.socket(cup.id, 9) as socket:
            socket.send(json.dumps({"type": "auth", "ticket": tickets[0]}))
            assert refused(socket) == ("ticket_expired", 4002)
        shift[0] = timedelta(minutes=20)
        ticket_of(cup, "ann")
        with running.socket(cup.id, 9) as socket:
            socket.send(json.dumps({"type": "auth", "ticket": tickets[1]}))
            assert refused(socket) == ("ticket_invalid", 4003)


def test_whoever_was_known_must_show_a_new_ticket_in_time(serve: Serve) -> None:
    """However they said who they are, the socket is closed with 4002 where they do not."""
    with serve(heartbeat_s=0.02, known_s=0.05) as running:
        cup = running.cup()
        with running.socket(cup.id, 9) as socket:
            show(socket, ticket_of(cup, "ann"))
            assert refused(socket) == ("token_expired", 4002)
        with running.socket(cup.id, 9, Authorization=f"Bearer {key_of(running, 'ann')}") as socket:
            assert refused(socket) == ("token_expired", 4002)


def test_a_new_ticket_renews() -> None:
    """From then on it is known again for as long; a stranger never has to say who they are."""
    now = [0.0]

    async def redeem(ticket: str) -> str:
        return ticket

    async def scene() -> None:
        attendance = Attendance(Limits(1, 1, 1), Patience())
        async with attendance.place("here", "cup") as place:
            guest = Guest(place, redeem, Bucket(1, 9, lambda: now[0]), 10, 99, lambda: now[0])
            now[0] = 100
            guest.check()
            await guest.hear('{"type": "auth", "ticket": "ann"}')
            now[0] += 9.9
            guest.check()
            await guest.hear('{"type": "auth", "ticket": "ann"}')
            now[0] += 9.9
            guest.check()
            now[0] += 0.1
            with pytest.raises(Closed) as closed:
                guest.check()
            assert closed.value.code == TOKEN_EXPIRED

    asyncio.run(scene())


def test_a_socket_stays_whose_it_is(running: Running) -> None:
    """Another's ticket closes it with 4003; one of the same account is taken as often as it comes."""
    cup = running.cup()
    with running.socket(cup.id, 9) as socket:
        known = show(socket, ticket_of(cup, "ann"))
        assert show(socket, ticket_of(cup, "ann")) == known
        socket.send(json.dumps({"type": "auth", "ticket": ticket_of(cup, "bob")}))
        assert refused(socket) == ("ticket_invalid", 4003)


def test_a_key_that_opens_nothing_opens_no_socket(running: Running) -> None:
    """Servers show a bearer token when they connect: a wrong one is closed with 4003."""
    with running.socket(running.cup().id, Authorization="Bearer dck_x.y") as socket:
        assert closing(socket)[0] == 4003


@pytest.mark.parametrize(
    "message",
    [
        "pong",
        "[]",
        "{}",
        '{"type": "report"}',
        '{"type": "pong", "more": 1}',
        '{"type": "auth"}',
        '{"type": "auth", "ticket": 1}',
        '{"type": "auth", "ticket": "\\ud800"}',
        "[" * 10_000,
        b"\x00",
    ],
)
def test_what_is_not_understood_closes_the_socket(running: Running, message: str | bytes) -> None:
    """Only two messages are: anything else is a mistake, and is told."""
    with running.socket(running.cup().id, 9) as socket:
        socket.send(message)
        assert refused(socket) == ("schema_invalid", 4008)


def test_a_message_too_big_closes_the_socket(running: Running) -> None:
    """More than 16 KiB, counted in bytes, is told and closed with 4009; far more is not even read."""
    cup = running.cup()
    with running.socket(cup.id, 9) as socket:
        socket.send("é" * 8193)
        assert refused(socket) == ("payload_too_big", 4009)
    with running.socket(cup.id, 9) as socket:
        socket.send("x" * 100_000)
        assert closing(socket)[0] == 1009


def test_too_many_messages_close_the_socket(serve: Serve) -> None:
    """So many at once, and no more."""
    with serve(messages_per_s=0.001, messages_burst=5) as running, running.socket(running.cup().id, 9) as socket:
        for _ in range(6):
            socket.send(PONG)
        assert refused(socket) == ("message_rate_limit_exceeded", 4008)


def test_a_bucket_fills_again() -> None:
    """At its rate, and never above the burst."""
    now = [0.0]
    bucket = Bucket(10, 3, lambda: now[0])
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now[0] += 0.1
    assert [bucket.take() for _ in range(2)] == [True, False]
    now[0] += 60
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


LIMITS = [
    ({"connections_an_address": 3}, "connection_limit_exceeded"),
    ({"connections_a_room": 3}, "room_full"),
]


@pytest.mark.parametrize(("limit", "error"), LIMITS)
def test_connections_are_limited(serve: Serve, limit: dict[str, int], error: str) -> None:
    """By address and by room; one that leaves makes place for another."""
    with serve(**limit) as running, ExitStack() as stack:
        cup = running.cup()
        sockets = [stack.enter_context(running.socket(cup.id, 8)) for _ in range(3)]
        for socket in sockets:
            take(socket, 1)
        with running.socket(cup.id, 8) as one_more:
            assert refused(one_more) == (error, 4008)
        sockets[0].close()
        # The server hears of the end a moment after whoever ended it.
        for last in range(200):
            with running.socket(cup.id, 8) as another:
                try:
                    assert take(another, 1)
                except ConnectionClosed:
                    assert last < 199
                else:
                    break


def test_a_room_that_is_full_leaves_others_open(serve: Serve) -> None:
    """Rooms are counted by themselves, those of matches too."""
    with serve(connections_a_room=1) as running, ExitStack() as stack:
        cup, other = running.cup(), running.cup()
        for tournament, match in ((cup.id, ""), (cup.id, "ko/final"), (cup.id, "ko/R1-1"), (other.id, "")):
            take(stack.enter_context(running.socket(tournament, 8, match=match)), 1)


def test_a_user_has_so_many_connections(serve: Serve) -> None:
    """However they say who they are; strangers and other users are not counted with them."""
    with serve(connections_a_user=2) as running, ExitStack() as stack:
        cup = running.cup()
        one, other, third = (stack.enter_context(running.socket(cup.id, 8)) for _ in range(3))
        assert show(one, ticket_of(cup, "ann"))["type"] == "welcome"
        key = key_of(running, "ann")
        take(stack.enter_context(running.socket(cup.id, 8, Authorization=f"Bearer {key}")), 1)
        other.send(json.dumps({"type": "auth", "ticket": ticket_of(cup, "ann")}))
        assert refused(other) == ("connection_limit_exceeded", 4008)
        with running.socket(cup.id, 8, Authorization=f"Bearer {key}") as late:
            assert refused(late) == ("connection_limit_exceeded", 4008)
        assert show(third, ticket_of(cup, "bob"))["type"] == "welcome"
