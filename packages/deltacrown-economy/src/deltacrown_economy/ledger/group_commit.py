"""Many callers, one writer: whoever waits at the same time shares a transaction, and its cost."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self

from attrs import define, field
from sqlalchemy import Engine

from deltacrown_economy.ledger.book import Outcome, settled
from deltacrown_economy.ledger.committing import committed
from deltacrown_economy.ledger.ledger import utc_now
from deltacrown_economy.ledger.orders import Order
from deltacrown_economy.ledger.refusals import LedgerRefused

_Waiting = tuple[Order, "asyncio.Future[Outcome | LedgerRefused]"]


@define
class AsyncLedger:
    """Takes orders from the tasks of one event loop, and answers once they are committed.

        async with AsyncLedger(engine) as ledger:
            await ledger.do(Order(Post((Leg("bank", -5), Leg("user:42", 5))), key="welcome-42"))

    While one transaction is being committed, orders gather; they are the next one. A refused order, or one that the
    database cannot take, keeps no other from being done. An order whose caller no longer waits is done all the same;
    as every order has a key, it may be given again.

    most  how many orders one transaction takes
    """

    engine: Engine
    clock: Callable[[], datetime] = field(default=utc_now)
    most: int = 1000
    _waiting: deque[_Waiting] = field(factory=deque, init=False)
    _thread: ThreadPoolExecutor = field(init=False, factory=lambda: ThreadPoolExecutor(1, "ledger"))
    _writer: "asyncio.Task[None] | None" = field(default=None, init=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None:
        await self.close()

    async def do(self, order: Order) -> Outcome:
        """Carry out an order. Raises LedgerRefused, or what the database raised."""
        # Worked out here: an order that cannot be put into words disturbs nobody else.
        _ = order.id, order.content
        answer: asyncio.Future[Outcome | LedgerRefused] = asyncio.get_running_loop().create_future()
        self._waiting.append((order, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return settled(await answer)

    async def close(self) -> None:
        """Do what still waits, and end the thread."""
        if self._writer is not None:
            await self._writer
        self._thread.shutdown()

    async def _write(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(self.most, len(self._waiting)))]
            orders = [order for order, _ in group]
            answers = await asyncio.get_running_loop().run_in_executor(self._thread, self._committed, orders)
            for (_, answer), said in zip(group, answers, strict=True):
                _tell(answer, said)
            # Whoever was just answered, and orders again at once, is in the next group and not in the one after it.
            await asyncio.sleep(0)
        self._writer = None

    def _committed(self, orders: Sequence[Order]) -> Sequence[Outcome | Exception]:
        try:
            return committed(self.engine, lambda ledger: ledger.do_many(orders), clock=self.clock)
        except Exception as error:  # noqa: BLE001 - told to whoever asked
            if len(orders) == 1:
                return [error]
        return [answer for order in orders for answer in self._committed([order])]


def _tell(answer: "asyncio.Future[Outcome | LedgerRefused]", said: Outcome | Exception) -> None:
    if answer.done():
        return  # whoever asked no longer waits
    if isinstance(said, Exception) and not isinstance(said, LedgerRefused):
        answer.set_exception(said)
    else:
        answer.set_result(said)
