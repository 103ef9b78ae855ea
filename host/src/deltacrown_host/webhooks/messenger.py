"""The messenger: sends the events of tournaments to their webhooks.

Each webhook has its own cursor and its own turns: one that is slow or fails holds up nobody else. A turn belongs to the
process that took it, for as long as its lease; should that process die, another takes the next turn when it has run
out. Within a tournament the order is kept.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

from attrs import frozen

from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Pace
from deltacrown_host.store.database import Database
from deltacrown_host.webhooks.addresses import Reach
from deltacrown_host.webhooks.sending import NotTaken, Sender
from deltacrown_host.webhooks.turns import Endurance, Outcome, Turn, next_messages, take, waiting, write_back

logger = logging.getLogger(__name__)

_AT_ONCE = 100
_LONGEST_ERROR = 500


@frozen
class Manner:
    """How webhooks are sent to: what may be reached, how long an answer may take, how long one is tried."""

    reach: Reach
    timeout_s: float
    endurance: Endurance


class Messenger:
    """Runs for as long as the host does; while that stands still, as `still` says, it sends nothing."""

    def __init__(self, database: Database, manner: Manner, pace: Pace, clock: Callable[[], datetime]) -> None:
        self.reach = manner.reach
        self._database = database
        self._endurance = manner.endurance
        self._pace = pace
        self._clock = clock
        self._holder = uuid4().hex
        self._resolver = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="resolver")
        self._sender = Sender(manner.reach, manner.timeout_s, self._resolver)
        # After the lease nothing more is begun; resolving the name and one answer may take until the timeout each.
        self._longest_turn = pace.lease + timedelta(seconds=2 * manner.timeout_s)
        self._loop = Loop("sending webhooks", self._begin_turns, pace.patience)
        self.still: Callable[[], bool] = lambda: False
        self._under_way: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to send."""
        self._loop.wake()

    async def run(self) -> None:
        """Send until cancelled."""
        try:
            await self._loop.run()
        finally:
            for turn in self._under_way:
                turn.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def close(self) -> None:
        """Let go of the threads, without waiting for one that hangs."""
        self._resolver.shutdown(wait=False, cancel_futures=True)

    async def _begin_turns(self) -> float:
        now, free = self._clock(), _AT_ONCE - len(self._under_way)
        # Looked for first, so that nothing is written where nothing is to be done.
        if free and not self.still() and await self._database.query(waiting, now):
            until = now + self._longest_turn
            for turn in await self._database.transaction(take, self._holder, now, until, free):
                task = asyncio.create_task(self._take_turn(turn, now + self._pace.lease))
                self._under_way.add(task)
                task.add_done_callback(self._end_turn)
        return self._pace.poll_s

    def _end_turn(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # Its lease runs out, and then it is tried again.
            logger.error("sending a webhook failed", exc_info=error)
        self.wake()

    async def _take_turn(self, turn: Turn, until: datetime) -> None:
        outcome = Outcome()
        try:
            await self._send(turn, until, outcome)
        except NotTaken as error:
            outcome.error, outcome.gone = str(error)[:_LONGEST_ERROR], error.gone
            logger.warning("webhook not taken: %s", outcome.error, extra={"webhook": turn.webhook})
        finally:
            await self._database.transaction(write_back, turn, outcome, self._endurance, self._clock())

    async def _send(self, turn: Turn, until: datetime, outcome: Outcome) -> None:
        """Send what comes next, one event at least, and more while there is time. Raises NotTaken."""
        messages = await self._database.query(next_messages, turn)
        wanted = [message for _, message in messages if message]
        if not wanted:
            outcome.done += [seq for seq, _ in messages]
            return
        outcome.next = wanted[0].seq
        async with self._sender.open(turn.url, turn.attempts) as endpoint:
            for seq, message in messages:
                if message:
                    if outcome.sent and self._clock() >= until:
                        return
                    outcome.next = seq
                    await endpoint.post(message, turn.secret, int(self._clock().timestamp()))
                    outcome.sent = True
                outcome.done.append(seq)
