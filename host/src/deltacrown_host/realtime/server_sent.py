"""Server-sent events: the frames of a room for those who only watch, over plain HTTP.

A browser's `EventSource` connects again by itself and says in `Last-Event-ID` which event it had last. Whoever takes
nothing is not waited for with anything in memory: the next frames are taken from the room when the last have gone.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from deltacrown_host.bootstrap import Host
from deltacrown_host.realtime.rooms import Frame, Seat
from deltacrown_host.realtime.watched import Watched

MEDIA_TYPE = "text/event-stream"
_WELCOME = "retry: 2000\n\n"
_PING = ": ping\n\n"


async def told(host: Host, watched: Watched, after: int, address: str, user: str) -> AsyncGenerator[str]:
    """What is written to the connection. Before the first piece: raises Closed where they may not come in."""
    async with host.attendance.place(address, watched.room) as place:
        if user:
            await place.sign_in(user)
        with host.rooms.seat(watched.tournament, watched.wants) as seat:
            await watched.admit(host.desk, after)
            yield _WELCOME
            while frames := await host.replay(watched.tournament, after):
                after = frames[-1].seq
                yield _written(seat, frames)
            while True:
                seat.news.clear()
                remembered = seat.room.after(after)
                frames = await host.replay(watched.tournament, after) if remembered is None else remembered
                if frames:
                    after = frames[-1].seq
                    yield _written(seat, frames)
                elif not await _news(seat, host.settings.heartbeat_s):
                    yield _PING


def _written(seat: Seat, frames: Sequence[Frame]) -> str:
    return "".join(f"id: {frame.seq}\ndata: {frame.text}\n\n" for frame in frames if seat.wants(frame))


async def _news(seat: Seat, within_s: float) -> bool:
    try:
        async with asyncio.timeout(within_s):
            await seat.news.wait()
    except TimeoutError:
        return False
    return True
