"""The runner: takes jobs whose time has come, and does them. Every process has one; each job is done by one of them.

A job that fails is tried again after a pause that doubles, and given up after so many attempts. One that a process died
over is another's once its lease has run out: so whatever is done must bear being done again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import uuid4

from attrs import frozen
from sqlalchemy.exc import IntegrityError

from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Pace, Patience
from deltacrown_host.jobs.queue import Job, bury, enqueue, fail, finish, put_off, take, waiting
from deltacrown_host.store.database import Database

logger = logging.getLogger(__name__)

_AT_ONCE = 20
_LONGEST_ERROR = 500
_spread = SystemRandom().uniform


class GivenUp(Exception):
    """Trying again is of no use: the job is given up at once."""


class Later(Exception):
    """It is not the time for the job: it is to be done at that time."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        super().__init__(at.isoformat())


@frozen
class Kind:
    """A kind of job.

    do        does it, given the job's id and payload
    every     how often, where it is done again and again
    attempts  after so many failures it is given up; 0 for as many as other jobs have
    patience  the pauses after failures; None for those of other jobs
    """

    do: Callable[[str, Mapping[str, Any]], Awaitable[None]]
    every: timedelta | None = None
    attempts: int = 0
    patience: Patience | None = None


class Runner:
    """Runs for as long as the host does. Takes the kinds of jobs that it knows; others are for other runners.

    While the host stands still, as `still` says, it takes nothing.
    """

    def __init__(
        self, database: Database, kinds: Mapping[str, Kind], attempts: int, pace: Pace, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._attempts = attempts
        self._pace = pace
        self._clock = clock
        self._holder = uuid4().hex
        self._loop = Loop("jobs", self.turn, pace.patience)
        self.still: Callable[[], bool] = lambda: False

    def learn(self, kinds: Mapping[str, Kind]) -> None:
        """Take these kinds too."""
        self._kinds = {**self._kinds, **kinds}

    def introduce(self) -> None:
        """See to it that what is done again and again has its row."""
        for name, kind in self._kinds.items():
            if kind.every:
                with suppress(IntegrityError), self._database.begin() as connection:
                    enqueue(connection, name, {}, self._clock(), id_=name)

    async def run(self) -> None:
        """Until cancelled."""
        await self._loop.run()

    async def turn(self) -> float:
        """Do what is due; answers when to look again."""
        now = self._clock()
        # Looked for first, so that nothing is written where nothing is to be done.
        if self.still() or not await self._database.query(waiting, now, self._kinds):
            return self._pace.poll_s
        until = now + self._pace.lease
        taken = await self._database.transaction(take, self._holder, now, until, _AT_ONCE, self._kinds)
        await asyncio.gather(*map(self._do, taken))
        return 0 if taken else self._pace.poll_s

    async def _do(self, job: Job) -> None:
        kind = self._kinds[job.kind]
        try:
            async with asyncio.timeout(self._pace.lease.total_seconds()):
                await kind.do(job.id, job.payload)
        except Later as later:
            await self._database.transaction(put_off, job, later.at)
        except Exception as error:  # noqa: BLE001 - whatever a job does may fail in any way
            await self._failed(job, kind, error)
        else:
            await self._done(job, kind)

    async def _done(self, job: Job, kind: Kind) -> None:
        if kind.every is None:
            await self._database.transaction(finish, job)
        else:
            # Spread, so that installations that were started together do not work together for ever.
            await self._database.transaction(put_off, job, self._clock() + kind.every * _spread(0.9, 1.1))

    async def _failed(self, job: Job, kind: Kind, error: Exception) -> None:
        text, now = f"{type(error).__name__}: {error}"[:_LONGEST_ERROR], self._clock()
        logger.error("a job failed", exc_info=error, extra={"job": job.id, "kind": job.kind})
        worth_it = job.attempts < (kind.attempts or self._attempts) and not isinstance(error, GivenUp)
        if worth_it or kind.every:
            again_at = now + (kind.patience or self._pace.patience).pause(job.attempts)
            await self._database.transaction(fail, job, text, again_at)
        else:
            await self._database.transaction(bury, job, text, now)
