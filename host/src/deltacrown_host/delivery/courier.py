"""The courier: brings every committed event to every notifier.

The journal is the outbox. What a notifier has not heard is what lies above its cursor, so an event that is committed is
never lost, whatever crashes when; after a crash some may come twice. Each notifier has its own task, its own
thread and its own cursors: one that fails or hangs holds up nobody else. Within a tournament the order is kept, so an
event that fails holds up what comes after it, and is tried again after a pause that doubles.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from attrs import evolve, frozen
from deltacrown import Entry, Notifier

from deltacrown_host.delivery.cursors import Due, advance, due, introduce, next_attempt, postpone
from deltacrown_host.store.database import Database
from deltacrown_host.store.journal import SqlJournal

logger = logging.getLogger(__name__)

_TOURNAMENTS_AT_ONCE = 50
_EVENTS_AT_ONCE = 100
_LONGEST_ERROR = 500


@frozen
class Patience:
    """The pause after a failure: `first_s`, doubled with every further one, at most `longest_s`."""

    first_s: float = 1.0
    longest_s: float = 300.0

    def pause(self, attempts: int) -> timedelta:
        """The pause after that many failures in a row."""
        return timedelta(seconds=min(self.longest_s, self.first_s * 2 ** min(attempts - 1, 30)))


class Courier:
    """Runs for as long as the host does."""

    def __init__(
        self, database: Database, notifiers: Sequence[Notifier], patience: Patience, clock: Callable[[], datetime]
    ) -> None:
        self._rounds = [Round(database, notifier, patience, clock) for notifier in notifiers]

    def wake(self) -> None:
        """There may be something to deliver."""
        for round_ in self._rounds:
            round_.news.set()

    def introduce(self) -> None:
        """Make every notifier known to the database, before anything can happen that it should hear of."""
        for round_ in self._rounds:
            round_.introduce()

    async def run(self) -> None:
        """Deliver until cancelled."""
        await asyncio.gather(*(round_.run() for round_ in self._rounds))

    def close(self) -> None:
        """Let go of the notifiers' threads, without waiting for one that hangs."""
        for round_ in self._rounds:
            round_.close()


class Round:
    """The deliveries to one notifier."""

    def __init__(
        self, database: Database, notifier: Notifier, patience: Patience, clock: Callable[[], datetime]
    ) -> None:
        self.news = asyncio.Event()
        self._database = database
        self._notifier = notifier
        self._patience = patience
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"notifier-{notifier.name}")

    async def run(self) -> None:
        """Deliver until cancelled. A failure of the database is logged and tried again, like any other."""
        failures = 0
        while True:
            try:
                self.news.clear()
                if not await self.deliver():
                    await self._wait()
                failures = 0
            except Exception:
                failures += 1
                logger.exception("delivery failed", extra={"notifier": self._notifier.name})
                await asyncio.sleep(self._patience.pause(failures).total_seconds())

    async def deliver(self) -> bool:
        """Tell the notifier what is due; answers whether anything was."""
        name, now = self._notifier.name, self._clock()
        waiting = await self._database.read(self._due, name, now)
        for one in waiting:
            await self._deliver_one(one)
        return bool(waiting)

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _deliver_one(self, one: Due) -> None:
        entries = await self._database.read(self._entries, one)
        loop = asyncio.get_running_loop()
        delivered, error = await loop.run_in_executor(self._thread, self._notify, one, entries)
        if error is None:
            await self._database.write(self._advance, one.tournament, delivered)
            return
        attempts = one.attempts + 1 if delivered == one.delivered_seq else 1
        failed = evolve(one, delivered_seq=delivered, attempts=attempts - 1)
        until = self._clock() + self._patience.pause(attempts)
        text = f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
        logger.warning("not delivered: %s", text, extra={"notifier": self._notifier.name, "tournament": one.tournament})
        await self._database.write(self._postpone, failed, until, text)

    def _notify(self, one: Due, entries: Sequence[Entry]) -> tuple[int, Exception | None]:
        """Tell the notifier, one event after the other; answers how far that went, and what stopped it."""
        delivered = one.delivered_seq
        for entry in entries:
            try:
                self._notifier.notify(one.tournament, entry)
            except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
                return delivered, error
            delivered = entry.seq
        return delivered, None

    async def _wait(self) -> None:
        """Until there is news, or a failed delivery is to be tried again."""
        soonest = await self._database.read(self._next_attempt)
        pause = max((soonest - self._clock()).total_seconds(), 0) if soonest else None
        try:
            async with asyncio.timeout(pause):
                await self.news.wait()
        except TimeoutError:
            return

    def introduce(self) -> None:
        """Make the notifier known to the database."""
        with self._database.begin() as connection:
            introduce(connection, self._notifier.name, self._clock())

    def _due(self, name: str, now: datetime) -> list[Due]:
        with self._database.connect() as connection:
            return due(connection, name, now, _TOURNAMENTS_AT_ONCE)

    def _entries(self, one: Due) -> Sequence[Entry]:
        with self._database.connect() as connection:
            return tuple(SqlJournal(connection, one.tournament).read(one.delivered_seq, _EVENTS_AT_ONCE))

    def _next_attempt(self) -> datetime | None:
        with self._database.connect() as connection:
            return next_attempt(connection, self._notifier.name)

    def _advance(self, tournament: str, seq: int) -> None:
        with self._database.begin() as connection:
            advance(connection, self._notifier.name, tournament, seq)

    def _postpone(self, failed: Due, until: datetime, error: str) -> None:
        with self._database.begin() as connection:
            postpone(connection, self._notifier.name, failed, until, error)
