"""Databases that hold a ledger and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from deltacrown_economy.ledger import Currency, Ledger, metadata, sqlite_engine
from sqlalchemy import Connection, Engine, create_engine

from tests.servers import NewDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def engine_of(url: str) -> Engine:
    """An engine that does not wait for the disk."""
    if url.startswith("sqlite"):
        return sqlite_engine(url, synchronous="OFF")
    return create_engine(url, connect_args={"options": "-c synchronous_commit=off -c deadlock_timeout=50ms"})


def open_all(ledger: Ledger) -> None:
    """A bank, which has no floor, and three accounts."""
    ledger.declare(Currency("DC"))
    ledger.open("bank", "DC", floor=None)
    for name in ("ann", "bob", "cid"):
        ledger.open(name, "DC", owner=f"person:{name}")


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    """A database with the ledger's tables in it, for the tests of one file."""
    engine = engine_of(new_database())
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection of which nothing stays."""
    with engine.connect() as connection:
        connection.begin()
        yield connection
        connection.rollback()
