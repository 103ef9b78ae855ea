"""What an account has or had, and a page of its history: after ten thousand entries, and after ten million.

    uv run python benchmarks/long_history.py [ENTRIES]

Two ledgers are made by statements that write their rows at once, without digests: one with 10,000 entries, one with as
many as are asked for (10,000,000 unless said otherwise; that takes some minutes and five gigabytes). Half of the
entries are those of one account. On SQLite, and on the PostgreSQL server that `DELTACROWN_BENCH_POSTGRESQL` names, in a
database of its own. The median of some hundred turns, in microseconds by the clock and of CPU time.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from deltacrown_economy.ledger import Currency, balance, committed, history, metadata, sqlite_engine
from deltacrown_economy.ledger.records import Transaction
from sqlalchemy import Connection, Engine, create_engine, make_url, text

FEW, MANY = 10_000, 10_000_000
OTHERS = 1000
TURNS = 300
START = datetime(2026, 1, 1, tzinfo=UTC)
DIGEST = "0" * 64

_NUMBERS = {
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s)",
    "postgresql": "(SELECT n FROM generate_series(1, {count}) AS s(n))",
}
_AT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', 1767225600 + n, 'unixepoch')",
    "postgresql": "to_timestamp(1767225600 + n)",
}
_ID = {"sqlite": "printf('%032x', n)", "postgresql": "lpad(to_hex(n), 32, '0')"}


def made(engine: Engine, count: int) -> None:
    """A ledger in which the account `hot` was paid by others, so that there are so many entries."""
    metadata.create_all(engine)
    dialect = engine.dialect.name
    numbers, at, id_ = _NUMBERS[dialect].format(count=count // 2), _AT[dialect], _ID[dialect]

    def open_all(ledger: object) -> None:
        ledger.declare(Currency("DC"))  # type: ignore[attr-defined]
        for name in ("hot", *(f"u{place}" for place in range(OTHERS))):
            ledger.open(name, "DC", floor=None)  # type: ignore[attr-defined]

    committed(engine, open_all)
    if dialect == "sqlite":
        pragmas(engine, "journal_mode=OFF", "cache_size=-400000")
    with engine.begin() as connection:
        if dialect == "postgresql":
            # What refers to what is known: it need not be looked up ten million times.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        first = connection.execute(text("SELECT id FROM ledger_accounts WHERE name = 'hot'")).scalar_one()
        said = f"{id_}, 'post', '', 'k' || n, '{{}}', 'cup', '', '', {at}, 1, 2, '', '{DIGEST}'"
        columns = ", ".join(Transaction._fields)
        connection.execute(text(f"INSERT INTO ledger_transactions ({columns}) SELECT {said} FROM {numbers} AS s"))  # noqa: S608 - names of our own
        given = {"first": first, "others": OTHERS}
        columns = "INSERT INTO ledger_entries (account_id, seq, transaction_id, amount, balance, at, digest) "
        for who, seq, sign in ((":first", "n", ""), (":first + 1 + n % :others", "n / :others + 1", "-")):
            rows = f"SELECT {who}, {seq}, {id_}, {sign}1, {sign}({seq}), {at}, '{DIGEST}' FROM {numbers} AS s"  # noqa: S608 - as above
            needed = {name: value for name, value in given.items() if f":{name}" in rows}
            connection.execute(text(columns + rows), needed)
        connection.execute(
            text("UPDATE ledger_accounts SET balance = :n, entries = :n WHERE id = :first"),
            {"n": count // 2, "first": first},
        )
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    if dialect == "sqlite":
        pragmas(engine, "journal_mode=WAL", "cache_size=-2000")


def pragmas(engine: Engine, *said: str) -> None:
    """How SQLite's one connection works: what nobody needs twice is written without a journal."""
    connection = engine.raw_connection()
    for pragma in said:
        connection.cursor().execute(f"PRAGMA {pragma}")
    connection.close()


@contextmanager
def ledgers(count: int) -> Iterator[list[Engine]]:
    """One in each database; they are gone at the end."""
    given = os.environ.get("DELTACROWN_BENCH_POSTGRESQL")
    with TemporaryDirectory() as folder:
        engines = [sqlite_engine(f"sqlite:///{Path(folder)}/ledger.db")]
        name = f"deltacrown_history_{count}"
        if given:
            server = create_engine(given, isolation_level="AUTOCOMMIT")
            with server.connect() as connection:
                connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
                connection.execute(text(f"CREATE DATABASE {name}"))
            engines.append(create_engine(make_url(given).set(database=name)))
        for engine in engines:
            made(engine, count)
        yield engines
        for engine in engines:
            engine.dispose()
        if given:
            with server.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name}"))


def measured(ask: Callable[[int], object]) -> tuple[float, float]:
    """Microseconds by the clock and of CPU time."""
    for turn in range(20):
        ask(turn)
    clock, cpu = [], []
    for turn in range(TURNS):
        started, used = perf_counter(), process_time()
        ask(turn)
        clock.append(perf_counter() - started)
        cpu.append(process_time() - used)
    return median(clock) * 1e6, median(cpu) * 1e6


def questions(connection: Connection, count: int) -> dict[str, Callable[[int], object]]:
    """What is asked of the account with half of the entries; deep in its history, and somewhere else each time."""
    entries = count // 2

    def place(turn: int) -> int:
        return entries * (turn + 1) // (TURNS + 2) + 51

    return {
        "newest page of 50": lambda _: history(connection, "hot", limit=50),
        "page of 50 in the middle": lambda turn: history(connection, "hot", before=place(turn), limit=50),
        "balance now": lambda _: balance(connection, "hot"),
        "balance at a moment": lambda turn: balance(connection, "hot", START + timedelta(seconds=place(turn))),
    }


def main() -> None:
    """Measure and print."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for count in (FEW, many):
        with ledgers(count) as engines:
            for engine in engines:
                with engine.connect() as connection:
                    for name, ask in questions(connection, count).items():
                        found.setdefault((engine.dialect.name, name), []).append(measured(ask))
    sys.stdout.write(f"{'':40}{FEW:>20,}{many:>20,}   (µs, and of them CPU)\n")
    for (dialect, name), times in found.items():
        cells = "".join(f"{f'{clock:,.0f} ({cpu:,.0f})':>20}" for clock, cpu in times)
        sys.stdout.write(f"{f'{dialect}, {name}':40}{cells}\n")


if __name__ == "__main__":
    main()
