"""Work that goes on beside the requests for as long as the host runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from deltacrown_host.delivery.patience import Patience

logger = logging.getLogger(__name__)


class Loop:
    """Takes one turn after the other.

    A turn answers after how many seconds to take the next, which comes sooner where there is news. One that fails, the
    database's failures included, is logged and taken again after a pause that doubles.
    """

    def __init__(self, name: str, turn: Callable[[], Awaitable[float]], patience: Patience) -> None:
        self._name = name
        self._turn = turn
        self._patience = patience
        self._news = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        failures = 0
        while True:
            self._news.clear()
            try:
                pause_s = await self._turn()
                failures = 0
            except Exception:
                failures += 1
                logger.exception("%s failed", self._name)
                await asyncio.sleep(self._patience.pause(failures).total_seconds())
            else:
                await self._wait(pause_s)

    async def _wait(self, pause_s: float) -> None:
        try:
            async with asyncio.timeout(pause_s):
                await self._news.wait()
        except TimeoutError:
            return
