"""The stream of one socket: everything after a number, in order, for as long as the other side answers.

Close codes: 4002 a ticket has expired, or for too long none was shown; 4003 not allowed; 4004 heartbeat missed;
4008 too slow, too many, or not understood; 4009 message too big; 4400 `after` is not a number; 4403 origin not allowed
(see edge.admission); 4404 no such tournament or match; 4409 `after` is ahead of the tournament (the caller's copy is of
another history).
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from typing import Any, Protocol

from attrs import frozen

from deltacrown_host.realtime.rooms import Frame, Put, Seat

TOKEN_EXPIRED = 4002
NOT_ALLOWED = 4003
HEARTBEAT_MISSED = 4004
POLICY = 4008
TOO_BIG = 4009
BAD_AFTER = 4400
UNKNOWN = 4404
AHEAD = 4409

PING = '{"type":"ping"}'

Replay = Callable[[int], Awaitable[Sequence[Frame]]]
"""The next frames after a number, from the journal; empty at its end."""


class Gone(Exception):
    """The other side has closed, or is gone."""


class Closed(Exception):
    """Our side closes, with a code and a reason. An error with a name is told in a frame before."""

    def __init__(self, code: int, reason: str, error: str = "") -> None:
        self.code = code
        self.reason = reason
        self.error = error
        super().__init__(f"{code} {reason}")


class Socket(Protocol):
    """What the stream needs of a WebSocket.

    put  sends a frame now, and answers whether that could be done without waiting; None where that is never known
    """

    put: Put | None

    async def send(self, text: str) -> None:
        """Send a frame; waits while the other side takes no more. Raises Gone."""

    async def receive(self) -> str:
        """The next message. Raises Gone."""


class Guest(Protocol):
    """Whoever is at the other end."""

    async def hear(self, text: str) -> str | None:
        """Take a message of theirs; answers what to answer. Raises Closed."""

    def check(self) -> None:
        """Raise Closed where they may stay no longer."""


@frozen
class Pace:
    """The times that a stream keeps, in seconds of `clock`."""

    heartbeat_s: float
    silence_s: float
    send_timeout_s: float
    clock: Callable[[], float]


@frozen
class _Rest:
    """What is left of a coroutine that was begun and waits for something."""

    waits_for: object
    rest: Coroutine[Any, Any, None]

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            yield self.waits_for
        except BaseException:
            self.rest.close()
            raise
        yield from self.rest.__await__()


class Stream:
    """Sends events to one socket, and hears whether anyone is there."""

    __slots__ = ("_alarm", "_beat_at", "_guest", "_heard_at", "_pace", "_replay", "_seat", "_socket")

    def __init__(self, socket: Socket, seat: Seat, replay: Replay, pace: Pace, guest: Guest) -> None:
        self._socket = socket
        self._guest = guest
        self._seat = seat
        self._replay = replay
        self._pace = pace
        self._heard_at = pace.clock()
        self._beat_at = self._heard_at + pace.heartbeat_s
        # One timer for many waits: setting one for each would cost more than sending a frame.
        self._alarm: asyncio.TimerHandle | None = None

    async def run(self, after: int) -> None:
        """Until either side closes. Raises Gone or Closed."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                await self._tell(after)
        except BaseExceptionGroup as group:
            # Whatever came first has ended the other.
            raise group.exceptions[0] from None
        finally:
            if self._alarm:
                self._alarm.cancel()

    async def _listen(self) -> None:
        """Any message is a sign of life."""
        while True:
            said = await self._socket.receive()
            self._heard_at = self._pace.clock()
            answer = await self._guest.hear(said)
            if answer is not None:
                await self._send(answer)

    async def _tell(self, after: int) -> None:
        # The seat was taken before the journal is read, so what is committed meanwhile is in the room already.
        self._seat.sent = after
        await self._tell_journal()
        while True:
            self._seat.news.clear()
            frames = self._seat.room.after(self._seat.sent)
            if frames is None:
                await self._tell_journal()
                continue
            await self._send_all(frames)
            if self._pace.clock() >= self._beat_at:
                await self._beat()
            if not self._seat.news.is_set():
                await self._wait_for_news()

    async def _tell_journal(self) -> None:
        while frames := await self._replay(self._seat.sent):
            await self._send_all(frames)

    async def _send_all(self, frames: Sequence[Frame]) -> None:
        for frame in frames:
            if self._seat.wants(frame):
                await self._send(frame.text)
            self._seat.sent = frame.seq

    async def _send(self, text: str) -> None:
        sending = self._socket.send(text)
        try:
            # Nearly always it is taken at once, and a timer would cost as much as the frame.
            waits_for = sending.send(None)
        except StopIteration:
            return
        try:
            async with asyncio.timeout(self._pace.send_timeout_s):
                await _Rest(waits_for, sending)
        except TimeoutError:
            raise Closed(POLICY, "too slow: connect again with after=<the last seq you have>") from None

    async def _wait_for_news(self) -> None:
        """Until there is news that could not be handed over on the spot, or the next heartbeat is due."""
        if self._alarm is None:
            due_s = max(self._beat_at - self._pace.clock(), 0)
            self._alarm = asyncio.get_running_loop().call_later(due_s, self._ring)
        self._seat.put = self._socket.put
        try:
            await self._seat.news.wait()
        finally:
            self._seat.put = None

    def _ring(self) -> None:
        self._alarm = None
        self._seat.news.set()

    async def _beat(self) -> None:
        """The heartbeat, which is due: in a busy room as in a quiet one."""
        now = self._pace.clock()
        if now - self._heard_at >= self._pace.silence_s:
            raise Closed(HEARTBEAT_MISSED, "no answer to the heartbeat")
        self._guest.check()
        self._beat_at = now + self._pace.heartbeat_s
        await self._send(PING)
