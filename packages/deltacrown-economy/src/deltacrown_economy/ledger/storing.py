"""A book out of the database, its accounts locked, and back into it."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table

from deltacrown_economy.ledger.book import Book
from deltacrown_economy.ledger.door import Change, Door, Row
from deltacrown_economy.ledger.door_postgresql import PostgresqlDoor
from deltacrown_economy.ledger.door_sqlite import SqliteDoor
from deltacrown_economy.ledger.orders import Capture, Expire, Open, Order, Release, Reverse, Status
from deltacrown_economy.ledger.records import Account, Held, HoldState, Transaction
from deltacrown_economy.ledger.rules import accounts_of
from deltacrown_economy.ledger.tables import accounts, entries, holds, transactions

Ids = dict[str, int]
"""The numbers of accounts, by name."""

_DOORS: dict[str, type[Door]] = {"sqlite": SqliteDoor, "postgresql": PostgresqlDoor}

_ACCOUNT, _TRANSACTION = Account._fields, Transaction._fields
_STANDING = ("floor", "ceiling", "status", "balance", "held_out", "held_in", "entries", "digest", "changed_at")
_ENTRY = ("account_id", "seq", "transaction_id", "amount", "balance", "at", "digest")
_HOLD = ("id", "source_id", "target_id", "amount", "expires_at", "state")

_STATUS, _CHANGED, _AT = _ACCOUNT.index("status"), _ACCOUNT.index("changed_at"), _TRANSACTION.index("at")

_standing_row = attrgetter(*_STANDING)

_LOCK = f"SELECT id, {', '.join(_ACCOUNT)} FROM ledger_accounts WHERE name"  # noqa: S608 - names of our own
_KNOWN = f"SELECT {', '.join(_TRANSACTION)} FROM ledger_transactions WHERE id"  # noqa: S608 - names of our own
_HELD = """
SELECT held.id, source.name, target.name, held.amount, held.expires_at, held.state
FROM ledger_holds AS held
JOIN ledger_accounts AS source ON source.id = held.source_id
JOIN ledger_accounts AS target ON target.id = held.target_id
WHERE held.id"""
_LEGS = """
SELECT leg.transaction_id, account.name, leg.amount
FROM ledger_entries AS leg JOIN ledger_accounts AS account ON account.id = leg.account_id
WHERE leg.transaction_id"""
# The second condition is that of the index.
_REVERSED = "SELECT reverses, sum(amount) FROM ledger_transactions WHERE reverses <> '' AND reverses"


def door_of(connection: Connection) -> Door:
    """The door to the database of that connection."""
    return _DOORS[connection.dialect.name](connection)


def load(door: Door, orders: Sequence[Order], *, looks: bool = True) -> tuple[Book, Ids]:
    """Everything that the orders concern. Accounts are locked first, so that what is read of them then stays true.

    Unless one `looks`, it is taken for granted that none of the orders was given before.
    """
    wanted_holds = {o.action.hold for o in orders if isinstance(o.action, Capture | Release | Expire)}
    reversed_ = {o.action.transaction for o in orders if isinstance(o.action, Reverse)}
    made = {order.id for order in orders}
    sides = _holds(door, wanted_holds - made)
    legs = _legs(door, reversed_ - made)
    # What one of these orders makes, another of them may name: its accounts are among those that the first one names.
    names = {name for order in orders for name in accounts_of(order, sides, legs)}
    book, ids = Book(), {}
    rows = door.ask(f"{_LOCK} {door.among} ORDER BY id {door.lock}", door.values(names))
    for number, *said in rows:
        said[_STATUS], said[_CHANGED] = Status(said[_STATUS]), door.moment(said[_CHANGED])
        account = Account(*said)
        ids[account.name] = number
        book.accounts[account.name] = account
    book.known = transactions_of(door, made | reversed_ if looks else reversed_)
    book.holds = _holds(door, wanted_holds)
    book.entries = legs | _legs(door, reversed_ & made)
    book.reversed = _reversed(door, reversed_)
    if any(isinstance(order.action, Open) for order in orders):
        book.currencies = {code for (code,) in door.ask("SELECT code FROM ledger_currencies")}
    return book, ids


def save(door: Door, book: Book, ids: Ids) -> bool:
    """Write what the rules have changed, or nothing of it.

    Answers whether it was written: not where somebody else had used one of the keys, or opened one of the accounts,
    between our look and our word.
    """
    if not book.new_transactions:
        return True
    opened = sorted(book.changed_accounts - ids.keys())
    if door.whole and len(book.new_transactions) == 1 and not opened:
        return door.write(_changes(book, ids, ())) == 1
    with suppress(_Late), door.savepoint():
        if opened:
            _open(door, book, ids, opened)
        _write(door, book, ids, opened)
        return True
    return False


class _Late(Exception):
    """Somebody else was faster."""


def _open(door: Door, book: Book, ids: Ids, opened: Sequence[str]) -> None:
    rows = [book.accounts[name] for name in opened]
    ids |= {name: number for number, name in door.open(Change(accounts, _ACCOUNT, rows))}
    if not ids.keys() >= set(opened):
        raise _Late


def _write(door: Door, book: Book, ids: Ids, opened: Collection[str]) -> None:
    if door.write(_changes(book, ids, opened)) < len(book.new_transactions):
        raise _Late


def _changes(book: Book, ids: Ids, opened: Collection[str]) -> list[Change]:
    made = {one.id for one in book.new_transactions}
    new_holds = [book.holds[hold] for hold in sorted(book.changed_holds & made)]
    ended = [book.holds[hold] for hold in sorted(book.changed_holds - made)]
    standing = sorted(book.changed_accounts.difference(opened))
    new = sorted(book.new_transactions)
    parts: list[tuple[Table, tuple[str, ...], Sequence[Row], bool]] = [
        (transactions, _TRANSACTION, new, True),
        (entries, _ENTRY, [(ids[one.account], *one[1:]) for one in book.new_entries], True),
        (accounts, ("id", *_STANDING), [(ids[name], *_standing_row(book.accounts[name])) for name in standing], False),
        (holds, _HOLD, [_hold_row(one, ids) for one in new_holds], True),
        (holds, ("id", "state"), [(one.id, one.state) for one in ended], False),
    ]
    return [Change(*part) for part in parts if part[2]]


def _hold_row(hold: Held, ids: Ids) -> Row:
    return hold.id, ids[hold.source], ids[hold.target], hold.amount, hold.expires_at, hold.state


def transactions_of(door: Door, ids: Collection[str]) -> dict[str, Transaction]:
    """Those that are there, by id."""
    rows = door.ask(f"{_KNOWN} {door.among}", door.values(ids)) if ids else ()
    said = [[*row[:_AT], door.moment(row[_AT]), *row[_AT + 1 :]] for row in rows]
    return {one[0]: Transaction(*one) for one in said}


def _holds(door: Door, ids: Collection[str]) -> dict[str, Held]:
    rows = door.ask(f"{_HELD} {door.among}", door.values(ids)) if ids else ()
    said = [[*row[:4], door.moment(row[4]), HoldState(row[5])] for row in rows]
    return {one[0]: Held(*one) for one in said}


def _legs(door: Door, ids: Collection[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    rows: Sequence[Any] = door.ask(f"{_LEGS} {door.among} ORDER BY leg.account_id", door.values(ids)) if ids else ()
    for transaction, name, amount in rows:
        found.setdefault(transaction, []).append((name, amount))
    return {transaction: tuple(legs) for transaction, legs in found.items()}


def _reversed(door: Door, ids: Collection[str]) -> dict[str, int]:
    rows = door.ask(f"{_REVERSED} {door.among} GROUP BY reverses", door.values(ids)) if ids else ()
    return {transaction: int(total) for transaction, total in rows}
