"""Whether a ledger is whole: everything that must be true of it, counted again from its entries."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, func, select, text, update

from deltacrown_economy.ledger.orders import transaction_id
from deltacrown_economy.ledger.records import HoldState, Transaction, entry_digest, transaction_digest
from deltacrown_economy.ledger.tables import accounts, entries, holds, transactions


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
    """Every fault. Transactions and entries are read once, in parts, and counted by the database where it can.

    While others write, ask in a transaction that sees one moment (REPEATABLE READ on PostgreSQL).
    """
    yield from _transactions(connection)
    yield from _legs(connection)
    yield from _sums(connection)
    yield from _holds(connection)
    yield from _chains(connection)
    for repair in recalculate(connection):
        yield Fault(f"its row says {repair.was}, and its entries and holds say {repair.now}", repair.account)


def recalculate(connection: Connection, *, apply: bool = False) -> tuple[Repair, ...]:
    """Count what accounts have again from their entries and holds; with `apply`, mend the rows that say otherwise.

    Entries are never touched: they are the truth. Without `apply`, ask in a transaction that sees one moment.
    """
    if apply and connection.dialect.name == "postgresql":
        # Whoever gives an order meanwhile waits: what is counted must stay true until it is written.
        connection.execute(text("LOCK TABLE ledger_accounts IN EXCLUSIVE MODE"))
    found = tuple(_repairs(connection))
    if apply:
        for repair in found:
            connection.execute(update(accounts).where(accounts.c.name == repair.account).values(repair.now))
    return found


def _repairs(connection: Connection) -> Iterator[Repair]:
    counted = (
        select(entries.c.account_id, func.sum(entries.c.amount).label("balance"), func.max(entries.c.seq).label("seq"))
        .group_by(entries.c.account_id)
        .subquery()
    )
    newest = (entries.c.account_id == counted.c.account_id) & (entries.c.seq == counted.c.seq)
    query = select(counted, entries.c.digest, entries.c.at).join(entries, newest)
    sums = {row.account_id: row for row in connection.execute(query)}
    out = _held(connection, "source_id")
    into = _held(connection, "target_id")
    for account in connection.execute(select(accounts).order_by(accounts.c.id)):
        total = sums.get(account.id)
        now: dict[str, Any] = {
            "balance": int(total.balance) if total else 0,
            "entries": total.seq if total else 0,
            "held_out": out.get(account.id, 0),
            "held_in": into.get(account.id, 0),
            "digest": total.digest if total else "",
            "changed_at": total.at if total else None,
        }
        was = {name: getattr(account, name) for name in now}
        if was != now:
            changed = [name for name in now if was[name] != now[name]]
            yield Repair(account.name, {name: was[name] for name in changed}, {name: now[name] for name in changed})


def _held(connection: Connection, side: str) -> dict[int, int]:
    column = holds.c[side]
    query = select(column, func.sum(holds.c.amount)).where(holds.c.state == str(HoldState.OPEN)).group_by(column)
    return {account: int(total) for account, total in connection.execute(query)}


def _transactions(connection: Connection) -> Iterator[Fault]:
    query = select(*(transactions.c[name] for name in _SAID))
    for row in _in_parts(connection, query):
        id_, _, scope, key = row[:4]
        if id_ != transaction_id(key, scope):
            yield Fault("its id does not follow from its key", transaction=id_)
        *said, reason, at, amount, legs, reverses, known = row
        if known != transaction_digest(tuple(said), at, (amount, legs, reverses), reason):
            yield Fault("it is not what was written", transaction=id_)


def _legs(connection: Connection) -> Iterator[Fault]:
    there = select(entries.c.transaction_id, func.count().label("legs")).group_by(entries.c.transaction_id).subquery()
    query = (
        select(transactions.c.id, transactions.c.legs, func.coalesce(there.c.legs, 0))
        .outerjoin(there, there.c.transaction_id == transactions.c.id)
        .where(transactions.c.legs != func.coalesce(there.c.legs, 0))
    )
    for id_, legs, count in connection.execute(query):
        yield Fault(f"it has {count} entries, and says {legs}", transaction=id_)


def _sums(connection: Connection) -> Iterator[Fault]:
    query = (
        select(entries.c.transaction_id, accounts.c.currency, func.sum(entries.c.amount))
        .join(accounts, accounts.c.id == entries.c.account_id)
        .group_by(entries.c.transaction_id, accounts.c.currency)
        .having(func.sum(entries.c.amount) != 0)
    )
    for transaction, currency, total in connection.execute(query):
        yield Fault(f"its entries sum to {total} {currency}, not to zero", transaction=transaction)


def _holds(connection: Connection) -> Iterator[Fault]:
    """A hold is what its transaction says, and stands or has ended as others say."""
    ended: dict[str, list[str]] = {}
    ends = select(transactions.c.kind, transactions.c.content).where(transactions.c.kind.in_(_ENDS))
    for kind, content in _in_parts(connection, ends):
        ended.setdefault(json.loads(content)[kind]["hold"], []).append(_ENDS[kind])
    source, target, made = accounts.alias("source"), accounts.alias("target"), transactions.c
    query = (
        select(made.id, made.at, made.content, source.c.name, target.c.name, *_HELD)
        .outerjoin(holds, holds.c.id == made.id)
        .outerjoin(source, source.c.id == holds.c.source_id)
        .outerjoin(target, target.c.id == holds.c.target_id)
        .where(made.kind == "hold")
    )
    for id_, at, content, *there in _in_parts(connection, query):
        said = json.loads(content)["hold"]
        until = None if said["lasts_s"] is None else at + timedelta(seconds=said["lasts_s"])
        state = " and ".join(ended.get(id_, [HoldState.OPEN]))
        if there != [said["source"], said["target"], said["amount"], until, state]:
            yield Fault("its hold is not what transactions made of it", transaction=id_)


def _chains(connection: Connection) -> Iterator[Fault]:
    entry, made = entries.c, transactions.c
    query = (
        select(
            accounts.c.name,
            entry.seq,
            entry.amount,
            entry.balance,
            entry.digest,
            made.id,
            made.digest,
            entry.at == made.at,
        )
        .join(accounts, accounts.c.id == entry.account_id)
        .join(transactions, made.id == entry.transaction_id)
        .order_by(entry.account_id, entry.seq)
    )
    account, last, total, previous = "", 0, 0, ""
    for name, seq, amount, balance, known, transaction, said, same_time in _in_parts(connection, query):
        if name != account:
            account, last, total, previous = name, 0, 0, ""
        fault = ""
        if seq != last + 1:
            fault = f"entry {last + 1} is not there"
        elif balance != total + amount:
            fault = f"the balance after it is {total + amount}, and it says {balance}"
        elif not same_time:
            fault = "it is of another time than its transaction"
        elif known != entry_digest(previous, said, seq, amount, balance, name):
            fault = "it, its transaction or the entry before is not what was written"
        if fault:
            yield Fault(fault, name, seq, transaction)
        last, total, previous = seq, balance, known


def _in_parts(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    # Closed with the generator: whoever needs only the first fault leaves no cursor open.
    with connection.execute(query, execution_options={"yield_per": 2000}) as rows:
        yield from rows


_SAID = Transaction._fields
_HELD = (holds.c.amount, holds.c.expires_at, holds.c.state)
_ENDS = {"capture": str(HoldState.CAPTURED), "release": str(HoldState.RELEASED), "expire": str(HoldState.EXPIRED)}
