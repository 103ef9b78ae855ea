"""The ledger beside a plain one that is written with an ORM, and beside pgledger where its SQL is given.

CPU microseconds a transfer in this process, and transfers a second by the clock: 1, 16 and 64 callers, over a hundred
accounts or with one that every transfer credits. `CPU ratio` is the plain ledger's CPU time by that of the line, `rate
ratio` the transfers a second of the line by the plain ledger's. On SQLite, and on the PostgreSQL database that
`DELTACROWN_BENCH_POSTGRESQL` names; pgledger is measured there where `PGLEDGER_SQL` names its SQL files, with colons
between them: those of its `vendor` folder first. Each is the median of three turns.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter, process_time
from uuid import uuid4

from attrs import frozen
from deltacrown_economy.ledger import (
    AsyncLedger,
    Currency,
    Ledger,
    Leg,
    Open,
    Order,
    Post,
    committed,
    metadata,
    recalculate,
    sqlite_engine,
    verify,
)
from plain_ledger import PlainLedger
from sqlalchemy import Engine, create_engine, text

ACCOUNTS = 100
CALLERS = (1, 16, 64)
TURNS = 3
RUN = uuid4().hex[:8]

Pair = tuple[str, str]


@frozen
class Measured:
    """A way to make transfers: CPU seconds and seconds by the clock of one."""

    name: str
    cpu: float
    clock: float


def pairs(count: int, *, hot: bool) -> list[Pair]:
    """Who pays whom."""
    return [(f"u{k % ACCOUNTS}", "hot" if hot else f"u{(k * 7 + 1) % ACCOUNTS}") for k in range(count) if k % 50 != 33]


def order(pair: Pair, key: str) -> Order:
    """The order for a transfer."""
    return Order(Post((Leg(pair[0], -1), Leg(pair[1], 1))), f"{RUN}-{key}", about="cup")


def measured(name: str, count: int, run: Callable[[int], object], turns: int = TURNS) -> Measured:
    """How long it takes, a transfer."""
    cpus, clocks = [], []
    for turn in range(turns):
        cpu, clock = process_time(), perf_counter()
        run(turn)
        cpus.append((process_time() - cpu) / count)
        clocks.append((perf_counter() - clock) / count)
    return Measured(name, median(cpus), median(clocks))


def by_threads(callers: int, work: Callable[[int, Pair], object], given: Sequence[Pair]) -> None:
    """The work, by so many callers."""
    if callers == 1:
        for place, pair in enumerate(given):
            work(place, pair)
        return
    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(work, range(len(given)), given))


def ways(engine: Engine, *, hot: bool, callers: int) -> Iterator[Measured]:
    """The plain ledger first."""
    plain, few = PlainLedger(engine), pairs(128, hot=hot)
    case = f"{engine.dialect.name}, {'hot' if hot else 'spread'}, {callers}"
    yield measured("plain ORM", len(few), lambda _: by_threads(callers, lambda _, pair: plain.transfer(*pair, 1), few))

    # As for the plain ledger: SQLite takes one writer, and whoever does not queue is measured at waiting.
    queue = Lock() if engine.dialect.name == "sqlite" else nullcontext()

    def single(turn: int) -> Callable[[int, Pair], None]:
        def once(place: int, pair: Pair) -> None:
            with queue:
                committed(engine, lambda ledger: ledger.do(order(pair, f"{case} {turn} {place}")))

        return once

    yield measured("single", len(few), lambda turn: by_threads(callers, single(turn), few))
    many = pairs(2000 if callers > 1 else 128, hot=hot)
    yield measured(
        "group commit", len(many), lambda turn: asyncio.run(_grouped(engine, callers, many, f"{case} {turn}"))
    )


async def _grouped(engine: Engine, callers: int, given: Sequence[Pair], case: str) -> None:
    async with AsyncLedger(engine) as ledger:

        async def call(caller: int) -> None:
            for place in range(caller, len(given), callers):
                await ledger.do(order(given[place], f"group {case} {place}"))

        await asyncio.gather(*map(call, range(callers)))


def batches(engine: Engine) -> Iterator[list[str]]:
    """Many at once: batches of 1,000, a payout, and what an audit takes."""
    given = pairs(10_000, hot=False)

    def in_batches(turn: int) -> None:
        for start in range(0, len(given), 1000):
            part = given[start : start + 1000]
            orders = [order(pair, f"batch {turn} {start + place}") for place, pair in enumerate(part)]
            committed(engine, lambda ledger, orders=orders: ledger.do_many(orders))  # type: ignore[misc]

    batch = measured("batch", len(given), in_batches)
    yield [engine.dialect.name, "batches of 1,000", f"{batch.cpu * 1e6:.0f} µs CPU, {1 / batch.clock:,.0f}/s"]
    winners = [Order(Open(f"w{place}", "DC"), f"{RUN} w{place}") for place in range(1000)]
    committed(engine, lambda ledger: ledger.do_many(winners))
    legs = (Leg("bank", -1000), *(Leg(f"w{place}", 1) for place in range(1000)))

    def pay(turn: int) -> None:
        committed(engine, lambda ledger: ledger.post(legs, f"{RUN} payout {turn}"))

    payout = measured("payout", 1, pay, turns=9)
    yield [engine.dialect.name, "payout of 1,000", f"{payout.cpu * 1e3:.0f} ms CPU, {payout.clock * 1e3:.0f} ms"]
    with engine.begin() as connection:
        count = connection.execute(text("SELECT count(*) FROM ledger_entries")).scalar_one()
        counted = measured("recalculate", count, lambda _: recalculate(connection))
        whole = measured("verify", count, lambda _: list(verify(connection)), turns=1)
    for each in (counted, whole):
        took = f"{each.cpu * 5e5:.1f} s CPU, {each.clock * 5e5:.1f} s"
        yield [engine.dialect.name, f"{each.name}, for 500,000 entries (from {count:,})", took]


def opened(url: str) -> Engine:
    """A ledger with its accounts."""
    engine = sqlite_engine(url) if url.startswith("sqlite") else create_engine(url, pool_size=64)
    metadata.create_all(engine)

    def prepare(ledger: Ledger) -> None:
        ledger.declare(Currency("DC"))
        for name in ("bank", "hot", *(f"u{place}" for place in range(ACCOUNTS))):
            ledger.open(name, "DC", floor=None)

    committed(engine, prepare)
    PlainLedger(engine).prepare(["hot", *(f"u{place}" for place in range(ACCOUNTS))])
    return engine


def pgledger(engine: Engine, callers: int, *, hot: bool) -> Measured | None:
    """Its function, on its tables, where its SQL is at hand; it has no keys."""
    files = os.environ.get("PGLEDGER_SQL")
    if not files or engine.dialect.name != "postgresql":
        return None
    with engine.begin() as connection:
        if connection.execute(text("SELECT to_regclass('pgledger_accounts')")).scalar() is None:
            for file in files.split(os.pathsep):
                # Said to the driver, which takes the percent signs in it for what they are.
                connection.connection.cursor().execute(Path(file).read_text(encoding="utf-8"))
        create = text("SELECT id FROM pgledger_create_account(:name, 'DC')")
        names = ["hot", *(f"u{place}" for place in range(ACCOUNTS))]
        ids = {name: connection.execute(create, {"name": name}).scalar_one() for name in names}
    move = text("SELECT pgledger_create_transfer(:source, :target, 1)")

    def work(_: int, pair: Pair) -> None:
        with engine.begin() as connection:
            connection.execute(move, {"source": ids[pair[0]], "target": ids[pair[1]]})

    given = pairs(400, hot=hot)
    return measured("pgledger", len(given), lambda _: by_threads(callers, work, given))


def rows(engine: Engine) -> Iterator[list[str]]:
    """A line a way."""
    for hot in (False, True):
        for callers in CALLERS:
            found = list(ways(engine, hot=hot, callers=callers))
            other = pgledger(engine, callers, hot=hot)
            for each in [*found, *([other] if other else [])]:
                yield [
                    f"{engine.dialect.name}, {'one hot account' if hot else 'spread'}, {callers} callers",
                    each.name,
                    f"{each.cpu * 1e6:,.0f}",
                    f"{1 / each.clock:,.0f}",
                    f"{found[0].cpu / each.cpu:.1f}",
                    f"{found[0].clock / each.clock:.1f}",
                ]


def main() -> None:
    """Measure everything and print the tables."""
    with TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/ledger.db", *filter(None, [os.environ.get("DELTACROWN_BENCH_POSTGRESQL")])]
        lines = [["case", "way", "CPU µs", "a second", "CPU ratio", "rate ratio"]]
        others: list[list[str]] = []
        for url in urls:
            engine = opened(url)
            lines += rows(engine)
            others += batches(engine)
            engine.dispose()
    for table in (lines, others):
        widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
        for row in table:
            sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + "\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
