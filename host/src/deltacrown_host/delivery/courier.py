"""The courier: brings every committed event to every notifier.

The journal is the outbox. What a notifier has not heard is what lies above its cursor, so an event that is committed is
never lost, whatever crashes when; after a crash some may come twice. Each notifier has its own task, its own
thread and its own cursors: one that fails or hangs holds up nobody else. Within a tournament the order is kept, so an
event that fails holds up what comes after it, and is tried again after a pause that doubles. Where several processes
run, the one that holds a notifier's lease delivers to it.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from deltacrown import Notifier

from deltacrown_host.delivery.patience import Pace
from deltacrown_host.delivery.round import Round
from deltacrown_host.store.database import Database


class Courier:
    """Runs for as long as the host does."""

    def __init__(
        self, database: Database, notifiers: Sequence[Notifier], pace: Pace, clock: Callable[[], datetime]
    ) -> None:
        self._rounds = [Round(database, notifier, pace, clock) for notifier in notifiers]

    def wake(self) -> None:
        """There may be something to deliver."""
        for round_ in self._rounds:
            round_.wake()

    def introduce(self) -> None:
        """Make every notifier known to the database, before anything can happen that it should hear of."""
        for round_ in self._rounds:
            round_.introduce()

    async def run(self) -> None:
        """Deliver until cancelled; then what is being delivered is finished, for a moment."""
        await asyncio.gather(*(round_.run() for round_ in self._rounds))

    def close(self) -> None:
        """Let go of the notifiers' threads, without waiting for one that hangs."""
        for round_ in self._rounds:
            round_.close()
