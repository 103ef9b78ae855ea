"""SQLite as the ledger needs it."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event


def sqlite_engine(url: str, *, synchronous: str = "NORMAL", writes: bool = True) -> Engine:
    """An engine whose transactions take the lock for writing when they begin, and whose rows refer to what is there.

    The driver alone begins transactions late: two that have read could then both want to write, and one of them fails.
    Where nobody `writes`, transactions only see everything as it was when they began.
    """
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        # Said to the driver itself, which takes a tenth of the time.
        connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
