"""What every request must know: what is hidden, and whether the host stands still. Each process keeps it in memory."""

from asyncio import Lock
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Pace
from deltacrown_host.moderation.tables import hidden, stops
from deltacrown_host.store.database import Database

_STOP = "stop"


class House:
    """Asked of the database again and again: what another process changes holds here a moment later.

    hidden   what is hidden
    stopped  why nothing is written; empty where it is
    """

    def __init__(self, database: Database, pace: Pace) -> None:
        self.hidden: frozenset[str] = frozenset()
        self.stopped = ""
        self._database = database
        self._poll_s = pace.poll_s
        self._looking = Lock()
        self._loop = Loop("house", self.turn, pace.patience)

    async def run(self) -> None:
        """Until cancelled."""
        await self._loop.run()

    async def turn(self) -> float:
        """See how things stand; answers when to look again."""
        await self.look()
        return self._poll_s

    async def look(self) -> None:
        """See how things stand now."""
        # One after the other, so that what was read last is what was read latest.
        async with self._looking:
            self.hidden, self.stopped = await self._database.query(_standing)

    def hides(self, object_: str) -> bool:
        """Whether it is hidden."""
        return object_ in self.hidden


def stop(connection: Connection, by: str, reason: str, now: datetime) -> None:
    """Let nothing be written."""
    go_on(connection)
    connection.execute(insert(stops).values(id=_STOP, by=by, reason=reason, since=now))


def go_on(connection: Connection) -> None:
    """Let things be written again."""
    connection.execute(delete(stops))


def hide(connection: Connection, object_: str, by: str, reason: str, now: datetime) -> None:
    """Show it to nobody but those who answer for it."""
    show(connection, object_)
    connection.execute(insert(hidden).values(object=object_, by=by, reason=reason, since=now))


def show(connection: Connection, object_: str) -> bool:
    """Show it again; answers whether it was hidden."""
    return bool(connection.execute(delete(hidden).where(hidden.c.object == object_)).rowcount)


def _standing(connection: Connection) -> tuple[frozenset[str], str]:
    objects = frozenset(connection.execute(select(hidden.c.object)).scalars())
    return objects, connection.execute(select(stops.c.reason)).scalar() or ""
