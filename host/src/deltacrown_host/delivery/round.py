"""The deliveries to one notifier."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import TypeAlias

from attrs import evolve
from deltacrown import Entry, Notifier
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from deltacrown_host.delivery.cursors import Due, advance, due, introduce, next_attempt, postpone
from deltacrown_host.delivery.lease import Lease, holds
from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Pace
from deltacrown_host.store.database import Database
from deltacrown_host.store.journal import SqlJournal

logger = logging.getLogger(__name__)

_TOURNAMENTS_AT_ONCE = 50
_EVENTS_AT_ONCE = 100
_LONGEST_ERROR = 500
_GRACE_S = 3.0

Told: TypeAlias = tuple[int, Exception | None]
"""How far a notifier was told, and what stopped it."""


class Round:
    """Goes from tournament to tournament, while this process holds the notifier's lease."""

    def __init__(self, database: Database, notifier: Notifier, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._name = notifier.name
        self._database = database
        self._notifier = notifier
        self._pace = pace
        self._clock = clock
        self._lease = Lease(database, notifier.name, pace.lease, clock)
        self._loop = Loop(f"delivery to {notifier.name}", self._turn, pace.patience)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"notifier-{notifier.name}")
        self._telling: asyncio.Future[Told] | None = None

    def wake(self) -> None:
        """There may be something to deliver."""
        self._loop.wake()

    def introduce(self) -> None:
        """Make the notifier known to the database."""
        # Where another process has done it at the same moment, it is done.
        with suppress(IntegrityError), self._database.begin() as connection:
            introduce(connection, self._name, self._clock())

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._lease.keep(self._loop.wake))
                tasks.create_task(self._loop.run())
        finally:
            # One that hangs keeps its lease, which runs out: two processes must not tell it at once.
            if self._telling is None or self._telling.done():
                await self._lease.give_up()

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _turn(self) -> float:
        """Tell the notifier what is due; answers when to look again."""
        if not self._lease.held:
            return self._pace.lease.total_seconds()
        now = self._clock()
        waiting = await self._database.query(due, self._name, now, _TOURNAMENTS_AT_ONCE)
        for one in waiting:
            await self._deliver(one)
        if waiting:
            return 0
        soonest = await self._database.query(next_attempt, self._name)
        pause_s = (soonest - self._clock()).total_seconds() if soonest else self._pace.poll_s
        return min(max(pause_s, 0), self._pace.poll_s)

    async def _deliver(self, one: Due) -> None:
        entries = await self._database.query(_entries, one)
        self._telling = asyncio.get_running_loop().run_in_executor(self._thread, self._notify, one, entries)
        try:
            told = await asyncio.shield(self._telling)
        except asyncio.CancelledError:
            self._lease.lay_down()
            await asyncio.wait([self._telling], timeout=_GRACE_S)
            if self._telling.done():
                await self._remember(one, *self._telling.result())
            raise
        await self._remember(one, *told)

    def _notify(self, one: Due, entries: Sequence[Entry]) -> Told:
        """Tell the notifier, one event after the other, for as long as the lease is held."""
        delivered = one.delivered_seq
        for entry in entries:
            if not self._lease.held:
                break
            try:
                self._notifier.notify(one.tournament, entry)
            except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
                return delivered, error
            delivered = entry.seq
        return delivered, None

    async def _remember(self, one: Due, delivered: int, error: Exception | None) -> None:
        if error is None:
            await self._database.transaction(self._advance, one.tournament, delivered)
            return
        attempts = one.attempts + 1 if delivered == one.delivered_seq else 1
        failed = evolve(one, delivered_seq=delivered, attempts=attempts - 1)
        until = self._clock() + self._pace.patience.pause(attempts)
        text = f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
        logger.warning("not delivered: %s", text, extra={"notifier": self._name, "tournament": one.tournament})
        await self._database.transaction(self._postpone, failed, until, text)

    def _advance(self, connection: Connection, tournament: str, seq: int) -> None:
        if holds(connection, self._name, self._lease.holder):
            advance(connection, self._name, tournament, seq)

    def _postpone(self, connection: Connection, failed: Due, until: datetime, error: str) -> None:
        if holds(connection, self._name, self._lease.holder):
            postpone(connection, self._name, failed, until, error)


def _entries(connection: Connection, one: Due) -> Sequence[Entry]:
    return tuple(SqlJournal(connection, one.tournament).read(one.delivered_seq, _EVENTS_AT_ONCE))
