"""The door to the rooms: `/ws/tournament/<id>?after=<seq>`."""

import time
from contextlib import suppress
from typing import Any

from deltacrown import Refused
from litestar import WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect, WebSocketException
from litestar.params import FromPath

from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.realtime.rooms import Frame, frame
from deltacrown_host.realtime.stream import (
    AHEAD,
    BAD_AFTER,
    UNKNOWN_TOURNAMENT,
    Closed,
    Gone,
    Pace,
    Stream,
)

_PAGE = 500
_LONGEST_NUMBER = 15
Sock = WebSocket[Any, Any, Any]


class _Socket:
    """A Litestar socket as the stream sees it."""

    def __init__(self, socket: Sock) -> None:
        self._socket = socket

    async def send(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except (OSError, WebSocketException) as error:
            raise Gone from error

    async def receive(self) -> str:
        try:
            return str(await self._socket.receive_data(mode="text"))
        except (WebSocketDisconnect, WebSocketException) as error:
            raise Gone from error


@websocket("/ws/tournament/{tournament:str}")
async def room(socket: Sock, tournament: FromPath[str], host: HostDependency) -> None:
    """Every event after `after` from the journal, then every event as it happens, in order, none missed or doubled."""
    await socket.accept()
    try:
        await _stream(socket, tournament, host)
    except Gone:
        return
    except Closed as closed:
        with suppress(OSError, WebSocketException):
            await socket.close(closed.code, closed.reason)


async def _stream(socket: Sock, tournament: FromPath[str], host: Host) -> None:
    after = _after(socket.query_params.get("after", "0"))
    settings = host.settings
    pace = Pace(settings.heartbeat_s, settings.silence_s, settings.send_timeout_s, time.monotonic)

    async def replay(sent: int) -> list[Frame]:
        entries, _ = await host.desk.entries(tournament, sent, _PAGE)
        return [frame(tournament, entry) for entry in entries]

    with host.rooms.seat(tournament) as seat:
        await _admit(tournament, after, host)
        await Stream(_Socket(socket), seat, replay, pace).run(after)


async def _admit(tournament: FromPath[str], after: int, host: Host) -> None:
    try:
        version = await host.desk.look(tournament, lambda standing, _: standing.version)
    except Refused as refusal:
        raise Closed(UNKNOWN_TOURNAMENT, "no such tournament") from refusal
    if after > version:
        raise Closed(AHEAD, f"after is {after}, but the tournament is at {version}: load it again")


def _after(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise Closed(BAD_AFTER, "after is not a number")
    return int(text)
