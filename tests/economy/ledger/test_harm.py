"""Crashes between any two statements, and cells that somebody changed in the database."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from deltacrown_economy.ledger import (
    Capture,
    Hold,
    Ledger,
    Leg,
    Open,
    Order,
    Outcome,
    Post,
    Release,
    Reverse,
    metadata,
    recalculate,
    verify,
)
from deltacrown_economy.ledger.door import Door
from deltacrown_economy.ledger.tables import accounts, entries, holds, transactions
from sqlalchemy import Column, Connection, Table, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.economy.ledger.conftest import NOON, open_all


def _lived_in(connection: Connection) -> Ledger:
    """A ledger in which everything has happened once."""
    ledger = Ledger(connection, lambda: NOON)
    open_all(ledger)
    ledger.transfer("bank", "ann", 100, "w1", about="cup", actor="someone", reason="welcome")
    ledger.transfer("bank", "bob", 50, "w2", scope="here")
    ledger.hold("ann", "bob", 10, "h1", lasts_s=60)
    ledger.capture(ledger.hold("ann", "bob", 20, "h2").transaction, "c2", 15)
    ledger.release(ledger.hold("bob", "ann", 5, "h3").transaction, "r3")
    ledger.reverse(ledger.transfer("ann", "cid", 30, "t1").transaction, "back", 10)
    return ledger


class Crashed(Exception):
    """The statement that should have come now did not."""


ORDERS: dict[str, Callable[[Ledger], Sequence[Order]]] = {
    "transfer": lambda _: [Order(Post((Leg("ann", -1), Leg("bob", 1))), "k")],
    "hold": lambda _: [Order(Hold("ann", "bob", 1), "k")],
    "capture": lambda ledger: [Order(Capture(ledger.hold("ann", "bob", 3, "h9").transaction), "k")],
    "reverse": lambda ledger: [Order(Reverse(ledger.transfer("bank", "ann", 3, "t9").transaction), "k")],
    "open": lambda _: [Order(Open("dan", "DC"), "k")],
    "many": lambda ledger: [
        Order(Open("dan", "DC"), "k"),
        Order(Post((Leg("ann", -1), Leg("dan", 1))), "k2"),
        Order(Hold("ann", "dan", 1), "k3"),
        Order(Release(ledger.hold("ann", "bob", 3, "h9").transaction), "k4"),
    ],
}


@pytest.mark.parametrize("name", ORDERS)
def test_a_crash_before_any_statement_leaves_everything_as_it_was(
    connection: Connection, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the caller commits whatever else it did; afterwards the same order is done as if nothing had been."""
    ledger = _lived_in(connection)
    orders = ORDERS[name](ledger)
    before, turns = _everything(connection), 0
    for turns in range(20):
        if _crashes(ledger, orders, turns, monkeypatch):
            assert _everything(connection) == before
        else:
            break
    assert turns >= 2
    assert all(isinstance(answer, Outcome) and answer.replayed for answer in ledger.do_many(orders))
    assert list(verify(connection)) == []


def _crashes(ledger: Ledger, orders: Sequence[Order], before: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    said, real = iter(range(1000)), Door.say

    def say(door: Door, *statement: Any) -> None:
        if next(said) == before:
            raise Crashed
        real(door, *statement)

    with monkeypatch.context() as patch:
        patch.setattr(Door, "say", say)
        try:
            ledger.do_many(orders)
        except Crashed:
            return True
    return False


def _everything(connection: Connection) -> list[list[Any]]:
    return [sorted(map(tuple, connection.execute(select(table))), key=repr) for table in metadata.sorted_tables]


def test_any_cell_that_was_changed_is_found(connection: Connection) -> None:
    """Whatever cell of a transaction, an entry or a hold somebody changes, the ledger is not whole, or it is refused."""
    _lived_in(connection)
    _unguard(connection)
    missed = []
    for table in (transactions, entries, holds):
        rows = list(connection.execute(select(table)).mappings())
        for place, (column, row) in enumerate((column, row) for row in rows for column in table.columns):
            # Every column, of every third row; every column of all holds.
            if table is not holds and (place // len(table.columns) + place) % 3:
                continue
            changes = [{column.name: value} for value in _others(column, row, rows)]
            missed += [(table.name, change) for change in changes if not _found(connection, table, row, change)]
    assert missed == []


def _found(connection: Connection, table: Table, row: Any, change: dict[str, Any]) -> bool:
    started = connection.begin_nested()
    try:
        where = [column == row[column.name] for column in table.primary_key]
        connection.execute(update(table).where(*where).values(change))
        connection.execute(
            text("SET CONSTRAINTS ALL IMMEDIATE" if connection.dialect.name == "postgresql" else "SELECT 1")
        )
        return next(verify(connection), None) is not None
    except DBAPIError:
        return True
    finally:
        started.rollback()


def _others(column: Column[Any], row: Any, rows: Sequence[Any]) -> Iterator[Any]:
    value = row[column.name]
    match value:
        case int():
            yield value + 1
        case datetime():
            yield value + timedelta(seconds=1)
        case None:
            yield NOON
        case str():
            yield from {each[column.name] for each in rows} - {value} if column.foreign_keys else ()
            yield f"x{value[1:]}" if value else "x"
    if column.name == "state":
        yield from {"open", "captured", "released", "expired"} - {value}


def _unguard(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in ("ledger_transactions", "ledger_entries"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_guard"))
    else:
        for table in ("ledger_transactions", "ledger_entries"):
            for word in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table}_{word}"))


@pytest.mark.parametrize("statement", ["DELETE FROM ledger_entries", "DELETE FROM ledger_holds"])
def test_rows_that_are_gone_are_missed(connection: Connection, statement: str) -> None:
    """Entries and holds that a transaction made are there."""
    _lived_in(connection)
    _unguard(connection)
    connection.execute(text(statement))
    assert list(verify(connection)) != []


def test_what_accounts_remember_is_mended_whatever_it_says(connection: Connection) -> None:
    """Any cell that follows from entries and holds is as it was after `recalculate`, and nothing else is touched."""
    _lived_in(connection)
    before = _everything(connection)
    for name, value in {
        "balance": 70,
        "held_out": 1,
        "held_in": 9,
        "entries": 3,
        "digest": "x",
        "changed_at": None,
    }.items():
        connection.execute(update(accounts).where(accounts.c.name == "ann").values({name: value}))
        assert [repair.account for repair in recalculate(connection)] == ["ann"]
        assert recalculate(connection, apply=True)[0].was == {name: value}
        assert _everything(connection) == before
        assert recalculate(connection) == ()
