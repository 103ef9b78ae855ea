"""Whether a ledger is whole: everything that must be true of it, counted again from its entries."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import attrs
from attrs import frozen
from sqlalchemy import Connection, Label, Table, func, select, update

from deltacrown_economy.ledger.orders import transaction_id
from deltacrown_economy.ledger.records import Entry, HoldState, Transaction, entry_digest
from deltacrown_economy.ledger.tables import accounts, entries, holds, transactions

_AT_ONCE = 2000


@frozen
class Fault:
    """Something that is not true. `account` and `seq` say where; `fault` is a sentence without personal data."""

    fault: str
    account: str = ""
    seq: int = 0
    transaction: str = ""


@frozen
class Repair:
    """What an account's row says, and what its entries and holds say."""

    account: str
    was: dict[str, Any]
    now: dict[str, Any]


def verify(connection: Connection) -> Iterator[Fault]:
    """Every fault. Entries are read once, account after account."""
    yield from _transactions(connection)
    yield from _sums(connection)
    yield from _chains(connection)
    for repair in recalculate(connection):
        yield Fault(f"its row says {repair.was}, and its entries and holds say {repair.now}", repair.account)


def recalculate(connection: Connection, *, apply: bool = False) -> tuple[Repair, ...]:
    """Count what accounts have again from their entries and holds; with `apply`, mend the rows that say otherwise.

    Entries are never touched: they are the truth.
    """
    found = tuple(_repairs(connection))
    if apply:
        for repair in found:
            connection.execute(update(accounts).where(accounts.c.name == repair.account).values(repair.now))
    return found


def _repairs(connection: Connection) -> Iterator[Repair]:
    sums = {
        row.account_id: row
        for row in connection.execute(
            select(
                entries.c.account_id,
                func.sum(entries.c.amount).label("balance"),
                func.count().label("entries"),
                func.max(entries.c.seq).label("seq"),
            ).group_by(entries.c.account_id)
        )
    }
    last = entries.alias("last")
    newest = {
        row.account_id: row
        for row in connection.execute(
            select(last.c.account_id, last.c.digest, last.c.at).join(
                accounts, (accounts.c.id == last.c.account_id) & (accounts.c.entries == last.c.seq)
            )
        )
    }
    out = _held(connection, "source_id")
    into = _held(connection, "target_id")
    for account in connection.execute(select(accounts).order_by(accounts.c.id)):
        total, end = sums.get(account.id), newest.get(account.id)
        now: dict[str, Any] = {
            "balance": int(total.balance) if total else 0,
            "entries": int(total.seq) if total else 0,
            "held_out": out.get(account.id, 0),
            "held_in": into.get(account.id, 0),
        }
        if total and end is None:
            end = connection.execute(
                select(entries).where(entries.c.account_id == account.id, entries.c.seq == total.seq)
            ).one()
        now |= {"digest": end.digest if end else "", "changed_at": end.at if end else None}
        was = {name: getattr(account, name) for name in now}
        if was != now:
            changed = [name for name in now if was[name] != now[name]]
            yield Repair(account.name, {name: was[name] for name in changed}, {name: now[name] for name in changed})


def _held(connection: Connection, side: str) -> dict[int, int]:
    column = holds.c[side]
    query = select(column, func.sum(holds.c.amount)).where(holds.c.state == str(HoldState.OPEN)).group_by(column)
    return {account: int(total) for account, total in connection.execute(query)}


def _transactions(connection: Connection) -> Iterator[Fault]:
    counted = select(entries.c.transaction_id, func.count().label("legs")).group_by(entries.c.transaction_id).subquery()
    query = select(transactions.c.id, transactions.c.scope, transactions.c.key, transactions.c.legs, counted.c.legs)
    for id_, scope, key, legs, there in connection.execute(
        query.outerjoin(counted, counted.c.transaction_id == transactions.c.id)
    ):
        if id_ != transaction_id(key, scope):
            yield Fault("its id does not follow from its key", transaction=id_)
        if legs != (there or 0):
            yield Fault(f"it has {there or 0} entries, and says {legs}", transaction=id_)


def _sums(connection: Connection) -> Iterator[Fault]:
    query = (
        select(entries.c.transaction_id, accounts.c.currency, func.sum(entries.c.amount))
        .join(accounts, accounts.c.id == entries.c.account_id)
        .group_by(entries.c.transaction_id, accounts.c.currency)
        .having(func.sum(entries.c.amount) != 0)
    )
    for transaction, currency, total in connection.execute(query):
        yield Fault(f"its entries sum to {total} {currency}, not to zero", transaction=transaction)


def _chains(connection: Connection) -> Iterator[Fault]:
    query = (
        select(accounts.c.name, *_named(entries), *_named(transactions))
        .join(accounts, accounts.c.id == entries.c.account_id)
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .order_by(entries.c.account_id, entries.c.seq)
    )
    before = Entry("", 0, "", 0, 0, datetime.min)  # noqa: DTZ901 - nobody's
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings():
        made = Transaction(**{name: row[f"ledger_transactions_{name}"] for name in _SAID})
        said = [
            row[f"ledger_entries_{name}"] for name in ("seq", "transaction_id", "amount", "balance", "at", "digest")
        ]
        entry = Entry(row["name"], *said)
        fault = _fault(entry, made, before if before.account == entry.account else None)
        if fault:
            yield Fault(fault, entry.account, entry.seq, made.id)
        before = entry


def _fault(entry: Entry, made: Transaction, before: Entry | None) -> str:
    seq, total, previous = (before.seq, before.balance, before.digest) if before else (0, 0, "")
    if entry.seq != seq + 1:
        return f"entry {seq + 1} is not there"
    if entry.balance != total + entry.amount:
        return f"the balance after it is {total + entry.amount}, and it says {entry.balance}"
    if entry.at != made.at:
        return "it is of another time than its transaction"
    if entry.digest != entry_digest(entry, made.digest, previous):
        return "it, its transaction or the entry before is not what was written"
    return ""


def _named(table: Table) -> list[Label[Any]]:
    return [column.label(f"{table.name}_{column.name}") for column in table.columns]


_SAID = [field.name for field in attrs.fields(Transaction)]
