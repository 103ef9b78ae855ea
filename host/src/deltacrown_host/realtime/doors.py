"""What every door to a room does: take a socket in, see who is there, and say why it closes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

from deltacrown import wire
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect, WebSocketException

from deltacrown_host.bootstrap import Host
from deltacrown_host.realtime import tickets
from deltacrown_host.realtime.attendance import Place
from deltacrown_host.realtime.bucket import Bucket
from deltacrown_host.realtime.guest import Guest
from deltacrown_host.realtime.rooms import Put
from deltacrown_host.realtime.straight import EXTENSION
from deltacrown_host.realtime.stream import Closed, Gone, Pace

Sock: TypeAlias = WebSocket[Any, Any, Any]


class TextSocket:
    """A Litestar socket as the stream sees it.

    put  sends a frame now, and answers whether that could be done without waiting; None where the server is not ours
    """

    __slots__ = ("_socket", "put")

    def __init__(self, socket: Sock, *, straight: bool = True) -> None:
        self._socket = socket
        extensions: Any = socket.scope.get("extensions") or {}
        written = extensions.get(EXTENSION) if straight else None
        self.put: Put | None = None if written is None else lambda frame: bool(written(frame.straight))

    async def send(self, text: str) -> None:
        """Send a frame. Raises Gone."""
        try:
            await self._socket.send({"type": "websocket.send", "text": text, "bytes": None})
        except (OSError, WebSocketException) as error:
            raise Gone from error

    async def receive(self) -> str:
        """The next message. Raises Gone."""
        try:
            return str(await self._socket.receive_data(mode="text"))
        except (WebSocketDisconnect, WebSocketException) as error:
            raise Gone from error


async def let_in(socket: Sock, host: Host, stream: Callable[[], Awaitable[None]]) -> None:
    """Accept the socket, let it be streamed to, and close it where our side does."""
    await socket.accept()
    try:
        await stream()
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


def pace_of(host: Host) -> Pace:
    """The times that every stream keeps."""
    settings = host.settings
    return Pace(settings.heartbeat_s, settings.silence_s, settings.send_timeout_s, time.monotonic)


def guest_of(host: Host, place: Place, room: str) -> Guest:
    """Whoever is at the other end, not known yet; `room` is what their tickets are for."""

    async def redeem(ticket: str) -> str:
        found = await host.database.transaction(tickets.redeem, ticket, room, host.clock())
        if isinstance(found, Closed):
            raise found
        return found

    settings = host.settings
    bucket = Bucket(settings.messages_per_s, settings.messages_burst, time.monotonic)
    return Guest(place, redeem, bucket, settings.known_s, settings.message_limit_bytes, time.monotonic)
