"""A book out of the database, its accounts locked, and back into it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
from sqlalchemy import Connection, bindparam, func, insert, select, update

from deltacrown_economy.ledger.book import Book
from deltacrown_economy.ledger.orders import Capture, Expire, Order, Release, Reverse, Status
from deltacrown_economy.ledger.records import Account, Held, HoldState, Transaction
from deltacrown_economy.ledger.rules import accounts_of
from deltacrown_economy.ledger.tables import accounts, currencies, entries, holds, transactions

Ids = dict[str, int]
"""The numbers of accounts, by name."""

_source = accounts.alias("source")
_target = accounts.alias("target")


def load(connection: Connection, orders: Sequence[Order]) -> tuple[Book, Ids]:
    """Everything that the orders concern. Accounts are locked first, so that what is read of them then stays true."""
    wanted_holds = {o.action.hold for o in orders if isinstance(o.action, Capture | Release | Expire)}
    reversed_ = {o.action.transaction for o in orders if isinstance(o.action, Reverse)}
    made = {order.id for order in orders}
    sides = _holds(connection, wanted_holds - made)
    legs = _legs(connection, reversed_ - made)
    # What one of these orders makes, another of them may name: its accounts are among those that the first one names.
    names = {name for order in orders for name in accounts_of(order, sides, legs)}
    book, ids = Book(), _lock(connection, names)
    book.currencies.update(connection.execute(select(currencies.c.code)).scalars())
    for name, row in ids.items():
        book.accounts[name] = row[1]
    book.known = _transactions(connection, made | reversed_)
    book.holds = _holds(connection, wanted_holds)
    book.entries = _legs(connection, reversed_)
    book.reversed = _reversed(connection, reversed_)
    return book, {name: row[0] for name, row in ids.items()}


def save(connection: Connection, book: Book, ids: Ids) -> None:
    """Write what the rules have changed."""
    if book.new_transactions:
        connection.execute(insert(transactions), [attrs.asdict(one) for one in book.new_transactions])
    opened = [book.accounts[name] for name in sorted(book.changed_accounts) if name not in ids]
    if opened:
        connection.execute(insert(accounts), [_row(account) for account in opened])
        fresh = select(accounts.c.name, accounts.c.id).where(accounts.c.name.in_([one.name for one in opened]))
        ids |= {row.name: row.id for row in connection.execute(fresh)}
    if book.new_entries:
        connection.execute(
            insert(entries),
            [
                {
                    "account_id": ids[one.account],
                    "seq": one.seq,
                    "transaction_id": one.transaction,
                    "amount": one.amount,
                    "balance": one.balance,
                    "at": one.at,
                    "digest": one.digest,
                }
                for one in book.new_entries
            ],
        )
    already = {account.name for account in opened}
    changed = [book.accounts[name] for name in sorted(book.changed_accounts - already)]
    if changed:
        connection.execute(_CHANGE, [{"account_id": ids[one.name], **_standing(one)} for one in changed])
    _save_holds(connection, book, ids)


_CHANGE = (
    update(accounts)
    .where(accounts.c.id == bindparam("account_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "floor",
                "ceiling",
                "status",
                "balance",
                "held_out",
                "held_in",
                "entries",
                "digest",
                "changed_at",
            )
        }
    )
)


def _standing(account: Account) -> dict[str, Any]:
    row = _row(account)
    return {f"new_{name}": row[name] for name in row if name not in {"name", "currency", "owner"}}


def _row(account: Account) -> dict[str, Any]:
    return {**attrs.asdict(account), "status": str(account.status)}


def _save_holds(connection: Connection, book: Book, ids: Ids) -> None:
    new = {one.id for one in book.new_transactions}
    made = [book.holds[hold] for hold in sorted(book.changed_holds & new)]
    if made:
        rows = [
            {
                "id": one.id,
                "source_id": ids[one.source],
                "target_id": ids[one.target],
                "amount": one.amount,
                "expires_at": one.expires_at,
                "state": str(one.state),
            }
            for one in made
        ]
        connection.execute(insert(holds), rows)
    ended = sorted(book.changed_holds - new)
    if ended:
        end = update(holds).where(holds.c.id == bindparam("hold")).values(state=bindparam("new_state"))
        connection.execute(end, [{"hold": one, "new_state": str(book.holds[one].state)} for one in ended])


def _lock(connection: Connection, names: Iterable[str]) -> dict[str, tuple[int, Account]]:
    query = select(accounts).where(accounts.c.name.in_(sorted(names))).order_by(accounts.c.id).with_for_update()
    return {row["name"]: (row["id"], _account(row)) for row in connection.execute(query).mappings()}


def _account(row: Mapping[Any, Any]) -> Account:
    values = {name: row[name] for name in row if name not in {"id", "status"}}
    return Account(**values, status=Status(row["status"]))


def _transactions(connection: Connection, ids: Iterable[str]) -> dict[str, Transaction]:
    rows = connection.execute(select(transactions).where(transactions.c.id.in_(sorted(ids)))).mappings()
    return {row["id"]: Transaction(**row) for row in rows}


def _holds(connection: Connection, ids: Iterable[str]) -> dict[str, Held]:
    wanted = sorted(ids)
    if not wanted:
        return {}
    query = (
        select(holds, _source.c.name.label("source"), _target.c.name.label("target"))
        .join(_source, _source.c.id == holds.c.source_id)
        .join(_target, _target.c.id == holds.c.target_id)
        .where(holds.c.id.in_(wanted))
    )
    return {
        row.id: Held(row.id, row.source, row.target, row.amount, row.expires_at, HoldState(row.state))
        for row in connection.execute(query)
    }


def _legs(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    wanted = sorted(ids)
    if not wanted:
        return {}
    query = (
        select(entries.c.transaction_id, accounts.c.name, entries.c.amount)
        .join(accounts, accounts.c.id == entries.c.account_id)
        .where(entries.c.transaction_id.in_(wanted))
        .order_by(entries.c.transaction_id, accounts.c.id)
    )
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in connection.execute(query):
        found[row.transaction_id] = (*found.get(row.transaction_id, ()), (row.name, row.amount))
    return found


def _reversed(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    wanted = sorted(ids)
    if not wanted:
        return {}
    query = (
        select(transactions.c.reverses, func.sum(transactions.c.amount).label("total"))
        .where(transactions.c.reverses.in_(wanted))
        .group_by(transactions.c.reverses)
    )
    return {row.reverses: int(row.total) for row in connection.execute(query)}
