"""A notifier's lease: one process at a time tells it of events, and another goes on where that one ends."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, or_, select, update

from deltacrown_host.delivery.tables import notifiers_known
from deltacrown_host.store.database import Database

logger = logging.getLogger(__name__)

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_TRIES_A_LEASE = 3


class Lease:
    """Taken and renewed in the database. Processes on several machines need clocks that agree to a few seconds."""

    def __init__(self, database: Database, notifier: str, lasts: timedelta, clock: Callable[[], datetime]) -> None:
        self.holder = uuid4().hex
        self._database = database
        self._notifier = notifier
        self._lasts = lasts
        self._clock = clock
        self._until = _LONG_AGO

    @property
    def held(self) -> bool:
        """Whether it is this process's now."""
        return self._clock() < self._until

    async def keep(self, taken: Callable[[], None]) -> None:
        """Take it as soon as it is free, and renew it in time, until cancelled. `taken` is called whenever it is."""
        while True:
            try:
                if await self.take():
                    taken()
            except Exception:
                logger.exception("the lease cannot be renewed", extra={"notifier": self._notifier})
            await asyncio.sleep(self._lasts.total_seconds() / _TRIES_A_LEASE)

    async def take(self) -> bool:
        """Take it, or renew it; answers whether it is this process's now."""
        now = self._clock()
        taken = await self._database.transaction(_take, self._notifier, self.holder, now, now + self._lasts)
        self._until = now + self._lasts if taken else _LONG_AGO
        return taken

    def lay_down(self) -> None:
        """Begin nothing more under it. Nobody else takes it before it is given up, or runs out."""
        self._until = _LONG_AGO

    async def give_up(self) -> None:
        """Let another process take it at once."""
        self.lay_down()
        await self._database.transaction(_give_up, self._notifier, self.holder)


def holds(connection: Connection, notifier: str, holder: str) -> bool:
    """Whether the lease is still this holder's: then it stays so until the transaction ends."""
    mine = (notifiers_known.c.notifier == notifier) & (notifiers_known.c.holder == holder)
    locked = select(notifiers_known.c.notifier).where(mine).with_for_update()
    return connection.execute(locked).first() is not None


def _take(connection: Connection, notifier: str, holder: str, now: datetime, until: datetime) -> bool:
    columns = notifiers_known.c
    free = or_(columns.holder.is_(None), columns.holder == holder, columns.held_until <= now)
    mine = update(notifiers_known).where(columns.notifier == notifier, free)
    return connection.execute(mine.values(holder=holder, held_until=until)).rowcount == 1


def _give_up(connection: Connection, notifier: str, holder: str) -> None:
    mine = (notifiers_known.c.notifier == notifier) & (notifiers_known.c.holder == holder)
    connection.execute(update(notifiers_known).where(mine).values(holder=None, held_until=None))
