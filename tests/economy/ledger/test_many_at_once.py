"""Threads, processes and tasks that order at the same time, and transactions that get into each other's way."""

import asyncio
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from deltacrown_economy.ledger import (
    AsyncLedger,
    Capture,
    Ledger,
    LedgerRefused,
    Leg,
    Order,
    Outcome,
    Post,
    Release,
    Reverse,
    balance,
    committed,
    verify,
)
from deltacrown_economy.ledger.refusals import InsufficientFunds
from sqlalchemy import Engine, event

from tests.economy.ledger.conftest import open_all

THREADS = 16


@pytest.fixture(autouse=True)
def opened(engine: Engine) -> None:
    """The accounts are there."""
    committed(engine, open_all)


def _posted(engine: Engine, *names: str) -> tuple[int, ...]:
    with engine.begin() as connection:
        assert list(verify(connection)) == []
        return tuple(balance(connection, name).posted for name in names)


def test_no_money_is_made_or_lost_on_a_hot_account(engine: Engine) -> None:
    """Sixteen threads pay in to, and out of, one account, which never has less than nothing."""
    name = "ann"
    (before,) = _posted(engine, name)

    def work(thread: int) -> int:
        won = 0
        for turn in range(8):
            legs = (Leg("bank", -1), Leg(name, 1)) if turn % 2 else (Leg(name, -1), Leg("bob", 1))
            order = Order(Post(legs), f"hot-{thread}-{turn}")
            try:
                committed(engine, lambda ledger, order=order: ledger.do(order))  # type: ignore[misc]
            except InsufficientFunds:
                continue
            won += 1 if turn % 2 else -1
        return won

    with ThreadPoolExecutor(THREADS) as pool:
        won = sum(pool.map(work, range(THREADS)))
    assert _posted(engine, name) == (before + won,)


def test_of_many_with_one_key_one_is_done(engine: Engine) -> None:
    """Those who say the same are told of it, and those who say something else that they conflict."""
    start = Barrier(THREADS)

    def work(thread: int) -> list[str]:
        start.wait()
        return [
            _answer(engine, Order(Post((Leg("bank", -1), Leg("cid", 1))), f"race-{k}", reason=f"{thread % 2}"))
            for k in range(4)
        ]

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(work, range(THREADS)))
    for answers in zip(*said, strict=True):
        assert Counter(answers) == {"done": 1, "replayed": THREADS // 2 - 1, "idempotency_conflict": THREADS // 2}
    assert _posted(engine, "cid") == (4,)


def test_a_hold_ends_once_and_a_transaction_is_taken_back_once(engine: Engine) -> None:
    """However many try to at the same time."""

    def prepare(ledger: Ledger) -> tuple[str, str]:
        paid = ledger.transfer("bank", "ann", 30, "race-pay").transaction
        return ledger.hold("ann", "bob", 30, "race-hold").transaction, paid

    hold, paid = committed(engine, prepare)
    start = Barrier(THREADS)

    def work(thread: int) -> str:
        start.wait()
        return _answer(engine, Order(Capture(hold) if thread % 2 else Release(hold), f"race-end-{thread}"))

    with ThreadPoolExecutor(THREADS) as pool:
        assert Counter(pool.map(work, range(THREADS))) == {"done": 1, "hold_ended": THREADS - 1}
        committed(engine, lambda ledger: ledger.transfer("bank", "ann", 60, "race-more"))

        def take_back(thread: int) -> str:
            start.wait()
            return _answer(engine, Order(Reverse(paid), f"race-back-{thread}"))

        assert Counter(pool.map(take_back, range(THREADS))) == {"done": 1, "over_reversal": THREADS - 1}
    _posted(engine)


def _answer(engine: Engine, order: Order) -> str:
    try:
        outcome = committed(engine, lambda ledger: ledger.do(order))
    except LedgerRefused as refused:
        return refused.code.removeprefix("ledger.")
    return "replayed" if outcome.replayed else "done"


PROCESS = """
import sys
from deltacrown_economy.ledger import committed, sqlite_engine
from sqlalchemy import create_engine
engine = sqlite_engine(sys.argv[1]) if sys.argv[1].startswith("sqlite") else create_engine(sys.argv[1])
for turn in range(10):
    committed(engine, lambda ledger: ledger.transfer("bank", "bob", 1, f"process-{sys.argv[2]}-{turn}"))
    committed(engine, lambda ledger: ledger.transfer("bank", "bob", 1, f"processes-{turn}"))
"""


def test_processes_share_a_ledger(engine: Engine) -> None:
    """What two do at the same time is there once, and what both of them ordered too."""
    (before,) = _posted(engine, "bob")
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", PROCESS, url]
    running = [subprocess.Popen([*command, str(number)]) for number in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert _posted(engine, "bob") == (before + 2 * 10 + 10,)


def test_tasks_share_transactions(engine: Engine) -> None:
    """Many tasks wait for few commits; what is refused, or cannot be stored, disturbs nobody; all have their answer."""
    before = _posted(engine, "bob")[0]

    async def all_at_once() -> list[Outcome | BaseException]:
        async with AsyncLedger(engine) as ledger:
            first = asyncio.create_task(ledger.do(Order(Post((Leg("bank", -1), Leg("bob", 1))), "task-gone")))
            await asyncio.sleep(0)
            first.cancel()
            orders = [Order(Post((Leg("bank", -1), Leg("bob", 1))), f"task-{number % 90}") for number in range(100)]
            orders[50] = Order(Post((Leg("cid", -(10**6)), Leg("bob", 10**6))), "task-refused")
            orders[60] = Order(Capture(["no", "id"]), "task-odd")  # type: ignore[arg-type]
            return await asyncio.gather(*map(ledger.do, orders), return_exceptions=True)

    answers = asyncio.run(all_at_once())
    wrong = {place: answer for place, answer in enumerate(answers) if not isinstance(answer, Outcome)}
    assert set(wrong) == {50, 60}
    assert isinstance(wrong[50], InsufficientFunds)
    assert _posted(engine, "bob")[0] == before + 1 + 88


def test_orders_that_fit_are_committed_together(engine: Engine) -> None:
    """A hundred tasks that begin at once need two commits: one for whoever comes first, one for the rest."""
    commits: list[object] = []

    async def all_at_once() -> None:
        async with AsyncLedger(engine) as ledger:
            orders = [Order(Post((Leg("bank", -1), Leg("bob", 1))), f"together-{number}") for number in range(100)]
            await asyncio.gather(*map(ledger.do, orders))

    def committed_once(connection: object) -> None:
        commits.append(connection)

    event.listen(engine, "commit", committed_once)
    asyncio.run(all_at_once())
    assert 1 <= len(commits) <= 2


def test_transactions_that_wait_for_each_other_are_done_again(engine: Engine) -> None:
    """Two that move money from the same accounts in another order are both done in the end."""
    if engine.dialect.name == "sqlite":
        return  # one writes at a time
    start = Barrier(2, timeout=10)
    met: set[int] = set()

    def work(ledger: Ledger, me: int) -> None:
        sources = ("ann", "bob") if me else ("bob", "ann")
        for place, name in enumerate(sources):
            ledger.transfer(f"till-{name}", name, 1, f"deadlock-{me}-{place}")
            if me not in met:
                met.add(me)
                start.wait()

    def prepare(ledger: Ledger) -> None:
        for name in ("ann", "bob"):
            ledger.open(f"till-{name}", "DC", floor=None)

    committed(engine, prepare)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda me: committed(engine, lambda ledger: work(ledger, me)), range(2)))
    assert _posted(engine, "till-ann", "till-bob") == (-2, -2)
