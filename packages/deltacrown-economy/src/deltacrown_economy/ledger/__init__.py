"""Double entry: accounts, and orders that move money between them, each once and for ever.

    from deltacrown_economy.ledger import Currency, Ledger, Leg, metadata, sqlite_engine

`Ledger` works in the caller's transaction on SQLite and PostgreSQL, `MemoryLedger` without a database. `balance`,
`history` and `statement` read; `verify` counts everything again, and `recalculate` mends what is only remembered.
"""

from deltacrown_economy.ledger import refusals
from deltacrown_economy.ledger.book import Balance, Outcome
from deltacrown_economy.ledger.checking import Fault, Repair, recalculate, verify
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
from deltacrown_economy.ledger.reading import Line, Statement, balance, history, statement
from deltacrown_economy.ledger.refusals import LedgerRefused
from deltacrown_economy.ledger.sqlite import sqlite_engine
from deltacrown_economy.ledger.tables import metadata

__all__ = [
    "LARGEST",
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
    "decimal",
    "history",
    "metadata",
    "recalculate",
    "refusals",
    "sqlite_engine",
    "statement",
    "transaction_id",
    "verify",
]
