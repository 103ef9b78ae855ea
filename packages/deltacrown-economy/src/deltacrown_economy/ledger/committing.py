"""Transactions of the ledger's own, for whoever has none: done again where the database asks for that."""

from collections.abc import Callable
from datetime import datetime
from random import uniform
from time import sleep
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from deltacrown_economy.ledger.ledger import Ledger, utc_now

T = TypeVar("T")

_TRIES = 10
_PAUSE_S = 0.005
_AGAIN = {"40001", "40P01"}
"""PostgreSQL's codes for transactions that could not be done one after another, and that waited for one another."""
_BUSY = 5
"""SQLite's code for a database that somebody else is writing to."""


def committed(engine: Engine, work: Callable[[Ledger], T], *, clock: Callable[[], datetime] = utc_now) -> T:
    """Do some work on a ledger, and commit it; what it raises leaves everything as it was.

    committed(engine, lambda ledger: ledger.transfer("bank", "user:42", 500, key="welcome-42"))
    """

    def whole() -> T:
        with engine.begin() as connection:
            return work(Ledger(connection, clock))

    return patiently(whole)


def patiently(whole: Callable[[], T], tries: int = _TRIES) -> T:
    """Do a whole transaction, and do it again where others got into its way.

    Of those that concern the same accounts in another order the database has one fail. What is done again should do
    nothing that it may not do twice.
    """
    for turn in range(1, tries + 1):
        try:
            return whole()
        except DBAPIError as error:
            if turn == tries or not _passes(error):
                raise
        # Whoever got into each other's way would do so again, were they to wait for the same time.
        sleep(uniform(0, _PAUSE_S * 2**turn))  # noqa: S311 - nothing to guess
    raise AssertionError


def _passes(error: DBAPIError) -> bool:
    if getattr(error.orig, "sqlstate", None) in _AGAIN:
        return True
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == _BUSY
