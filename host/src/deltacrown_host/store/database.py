"""The database: few threads that write, a few that read.

SQLite takes one writer at a time. Writers that wait for its lock are served unfairly (a hundredth wait seconds), so
here they queue in front of one thread instead, and the median and the worst case stay close. PostgreSQL takes many:
there the row of a tournament is locked (`FOR UPDATE`, which SQLite leaves out by itself), so that writers of one
tournament queue, in this process and in others, and those of different tournaments do not.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, make_url

from deltacrown_host.store.discreet import keep_values_out
from deltacrown_host.store.slowness import watch

if TYPE_CHECKING:
    from deltacrown_host.store.offered_tables import PluginTables

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """Connections and the threads they are used on. `offered` are the tables that plugins have in it."""

    def __init__(
        self,
        url: str,
        *,
        readers: int = 4,
        writers: int = 4,
        synchronous: str = "NORMAL",
        offered: Sequence["PluginTables"] = (),
    ) -> None:
        self.offered = offered
        parsed = make_url(url)
        self.embedded = parsed.get_backend_name() == "sqlite"
        if self.embedded and parsed.database in (None, "", ":memory:"):
            message = f"{url!r} names no file: readers and the writer are on different connections"
            raise ValueError(message)
        if self.embedded:
            self._writing = _sqlite(url, 1, synchronous, "BEGIN IMMEDIATE")
            # One more than there are readers: the one that `state` looks through.
            self._reading = _sqlite(url, readers + 1, synchronous, "BEGIN")
        else:
            # A connection that the server has dropped is noticed, and opened again, before it is used.
            size = readers + writers
            self._writing = self._reading = create_engine(url, pool_size=size, pool_pre_ping=True, hide_parameters=True)
        for engine in {self._writing, self._reading}:
            watch(engine)
            keep_values_out(engine)
        event.listen(self._writing, "after_cursor_execute", _note)
        self._watching: PoolProxiedConnection | None = None
        self.told: Callable[[str, int], None] = _nobody
        """Hears of what was said in feeds, once it is committed: (feed, seq), on the thread that wrote it."""
        self.written: Callable[[frozenset[str]], None] = _nothing
        """Hears which tables were written, once it is committed, on the same thread."""
        self._writer = ThreadPoolExecutor(1 if self.embedded else writers, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write: committed at the end, rolled back where something raises."""
        with self._writing.begin() as connection:
            said: list[tuple[str, int]] = []
            written: set[str] = set()
            connection.info["said"], connection.info["written"] = said, written
            yield connection
        if written:
            self.written(frozenset(written))
        for feed, seq in said:
            self.told(feed, seq)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection that only reads, and sees one state of the database for as long as it is held."""
        with self._reading.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that reads one state of the database, whatever is written while it is held."""
        with self.connect() as connection:
            if not self.embedded:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def state(self) -> object:
        """Another one whenever any process has committed something; None where that cannot be said on the spot."""
        if not self.embedded:
            return None
        try:
            # Always the same connection: what another one is told cannot be compared.
            self._watching = self._watching or self._reading.raw_connection()
            return self._watching.cursor().execute("PRAGMA data_version").fetchone()
        except SqliteError:
            return None

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` answers, done on the writer's thread when its turn has come."""
        return await _run(self._writer, work, *args, **kwargs)

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` answers, done on a reader's thread."""
        return await _run(self._readers, work, *args, **kwargs)

    async def transaction(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` answers to a connection, in a transaction of its own."""

        def whole() -> T:
            with self.begin() as connection:
                return work(connection, *args, **kwargs)

        return await self.write(whole)

    async def query(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` finds on a connection that only reads."""

        def whole() -> T:
            with self.connect() as connection:
                return work(connection, *args, **kwargs)

        return await self.read(whole)

    def close(self) -> None:
        """Finish what is queued, and let go of every connection."""
        self._writer.shutdown()
        self._readers.shutdown()
        if self._watching:
            self._watching.close()
        self._writing.dispose()
        self._reading.dispose()


def _nobody(_: str, __: int) -> None:
    """Nobody listens."""


def _nothing(_: frozenset[str]) -> None:
    """Nobody listens either."""


def _note(connection: Connection, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's signature
    if context.isinsert or context.isupdate or context.isdelete:
        connection.info["written"].add(context.compiled.statement.table.name)


async def _run(executor: ThreadPoolExecutor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    # The thread knows what the task knows: the language of its page, the span of its trace.
    within = copy_context()
    return await asyncio.get_running_loop().run_in_executor(executor, lambda: within.run(work, *args, **kwargs))


def _sqlite(url: str, size: int, synchronous: str, begin: str) -> Engine:
    # What a statement asks for is nobody's business who reads of its failure in the log.
    engine = create_engine(url, pool_size=size, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        # The driver would begin transactions late and by its own rules; `began` does it instead.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
