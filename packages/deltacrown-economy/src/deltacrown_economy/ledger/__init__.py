"""Double entry: accounts, and orders that move money between them, each once and for ever.

    from deltacrown_economy.ledger import Currency, Ledger, Leg, metadata, sqlite_engine

`Ledger` works in the caller's transaction on SQLite and PostgreSQL, `committed` in one of its own, `AsyncLedger` for
many callers at once, and `MemoryLedger` without a database. `balance`, `history` and `statement` read, `owner_history`
and `totals` over all accounts of an owner; `verify` counts everything again, and `recalculate` mends what is only
remembered.
"""

from deltacrown_economy.ledger import refusals
from deltacrown_economy.ledger.book import Balance, Outcome
from deltacrown_economy.ledger.checking import Fault, Repair, recalculate, verify
from deltacrown_economy.ledger.committing import committed, patiently
from deltacrown_economy.ledger.group_commit import AsyncLedger
from deltacrown_economy.ledger.ledger import Ledger
from deltacrown_economy.ledger.memory import MemoryLedger
from deltacrown_economy.ledger.money import LARGEST, Currency, CurrencyKind, decimal
from deltacrown_economy.ledger.orders import (
    Capture,
    Expire,
    Hold,
    Leg,
    Open,
    Order,
    Post,
    Release,
    Reverse,
    SetLimits,
    SetStatus,
    Status,
    transaction_id,
)
from deltacrown_economy.ledger.reading import Line, Statement, balance, history, owner_history, statement, totals
from deltacrown_economy.ledger.refusals import LedgerRefused
from deltacrown_economy.ledger.sqlite import sqlite_engine
from deltacrown_economy.ledger.tables import metadata

__all__ = [
    "LARGEST",
    "AsyncLedger",
    "Balance",
    "Capture",
    "Currency",
    "CurrencyKind",
    "Expire",
    "Fault",
    "Hold",
    "Ledger",
    "LedgerRefused",
    "Leg",
    "Line",
    "MemoryLedger",
    "Open",
    "Order",
    "Outcome",
    "Post",
    "Release",
    "Repair",
    "Reverse",
    "SetLimits",
    "SetStatus",
    "Statement",
    "Status",
    "balance",
    "committed",
    "decimal",
    "history",
    "metadata",
    "owner_history",
    "patiently",
    "recalculate",
    "refusals",
    "sqlite_engine",
    "statement",
    "totals",
    "transaction_id",
    "verify",
]
