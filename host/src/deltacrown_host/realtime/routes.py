"""The doors to the rooms: `/ws/tournament/<id>?after=<seq>`, and one for each match."""

import time
from contextlib import suppress
from functools import partial
from typing import Any

from litestar import WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect, WebSocketException
from litestar.params import FromPath

from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.realtime.stream import Closed, Gone, Pace, Stream
from deltacrown_host.realtime.watched import Watched, read_after

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
    await _open(socket, Watched(tournament), host)


@websocket("/ws/tournament/{tournament:str}/match/{stage:str}/{match:str}")
async def match_room(
    socket: Sock, tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], host: HostDependency
) -> None:
    """The same, without events that are about other matches only."""
    await _open(socket, Watched(tournament, (stage, match)), host)


async def _open(socket: Sock, watched: Watched, host: Host) -> None:
    await socket.accept()
    try:
        await _stream(socket, watched, host)
    except Gone:
        return
    except Closed as closed:
        with suppress(OSError, WebSocketException):
            await socket.close(closed.code, closed.reason)


async def _stream(socket: Sock, watched: Watched, host: Host) -> None:
    after = read_after(socket.query_params.get("after", "0"))
    settings = host.settings
    pace = Pace(settings.heartbeat_s, settings.silence_s, settings.send_timeout_s, time.monotonic)
    with host.rooms.seat(watched.tournament) as seat:
        await watched.admit(host.desk, after)
        replay = partial(host.replay, watched.tournament)
        await Stream(_Socket(socket), seat, replay, pace, watched.wants).run(after)
