"""The doors to the rooms: `/ws/tournament/<id>?after=<seq>`, and one for each match."""

import asyncio
import time
from contextlib import suppress
from functools import partial
from typing import Any

from deltacrown import wire
from litestar import WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect, WebSocketException
from litestar.params import FromPath

from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.realtime import tickets
from deltacrown_host.realtime.attendance import Place, address_of
from deltacrown_host.realtime.bucket import Bucket
from deltacrown_host.realtime.guest import Guest
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
        # Whoever takes nothing is not waited for.
        with suppress(OSError, WebSocketException, TimeoutError):
            async with asyncio.timeout(host.settings.send_timeout_s):
                if closed.error:
                    error = {"type": "error", "error": closed.error, "message": closed.reason}
                    await socket.send_text(wire.dumps(error))
                await socket.close(closed.code, closed.reason)


async def _stream(socket: Sock, watched: Watched, host: Host) -> None:
    after = read_after(socket.query_params.get("after", "0"))
    settings = host.settings
    pace = Pace(settings.heartbeat_s, settings.silence_s, settings.send_timeout_s, time.monotonic)
    async with host.attendance.place(address_of(socket), watched.room) as place:
        guest = _guest(watched, host, place)
        caller = caller_of(socket)
        if caller.signed_in:
            await guest.enter(caller.user)
        with host.rooms.seat(watched.tournament, watched.wants) as seat:
            await watched.admit(host.desk, after)
            replay = partial(host.replay, watched.tournament)
            await Stream(_Socket(socket), seat, replay, pace, guest).run(after)


def _guest(watched: Watched, host: Host, place: Place) -> Guest:
    async def redeem(ticket: str) -> str:
        found = await host.database.transaction(tickets.redeem, ticket, watched.tournament, host.clock())
        if isinstance(found, Closed):
            raise found
        return found

    settings = host.settings
    bucket = Bucket(settings.messages_per_s, settings.messages_burst, time.monotonic)
    return Guest(place, redeem, bucket, settings.known_s, settings.message_limit_bytes, time.monotonic)
