"""The ledger in a database: what it does, what it refuses, and that it is whole afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from deltacrown_economy.ledger import (
    Balance,
    Currency,
    Expire,
    Ledger,
    Leg,
    Open,
    Order,
    SetStatus,
    Status,
    balance,
    history,
    recalculate,
    refusals,
    statement,
    transaction_id,
    verify,
)
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.servers import NewDatabase, opened

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def database(new_database: NewDatabase) -> Iterator[Database]:
    """A host's database, with the ledger's tables in it."""
    database = opened(new_database())
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def now() -> list[datetime]:
    """What the clock says."""
    return [NOON]


@pytest.fixture
def ledger(database: Database, now: list[datetime]) -> Iterator[Ledger]:
    """A ledger with a bank and two people; nothing of it stays."""
    with database.begin() as connection:
        started = connection.begin_nested()
        ledger = Ledger(connection, lambda: now[0])
        ledger.declare(Currency("DC"))
        ledger.open("bank", "DC", floor=None)
        ledger.open("ann", "DC")
        ledger.open("bob", "DC", ceiling=1000)
        yield ledger
        assert list(verify(connection)) == []
        started.rollback()


def posted(ledger: Ledger) -> dict[str, int]:
    return {name: balance(ledger.connection, name).posted for name in ("bank", "ann", "bob")}


def test_an_order_is_carried_out_once(ledger: Ledger) -> None:
    """The same key and content answers as it did; other content is a conflict that names what differs."""
    first = ledger.transfer("bank", "ann", 500, "welcome", reason="welcome")
    again = ledger.transfer("bank", "ann", 500, "welcome", reason="welcome")
    assert (first.balances["ann"], first.replayed) == (Balance(500, entries=1), False)
    assert (again.balances, again.transaction, again.replayed) == (first.balances, first.transaction, True)
    with pytest.raises(refusals.IdempotencyConflict, match="with another legs and reason"):
        ledger.transfer("bank", "ann", 501, "welcome", reason="hello")
    with pytest.raises(refusals.IdempotencyConflict, match="with another kind"):
        ledger.hold("bank", "ann", 500, "welcome")
    assert posted(ledger) == {"bank": -500, "ann": 500, "bob": 0}


def test_what_is_refused_changes_nothing_and_leaves_its_key_free(ledger: Ledger) -> None:
    """Every refusal is of its own kind, with the field."""
    cases = [
        (refusals.InsufficientFunds, "legs.0", lambda: ledger.transfer("ann", "bob", 1, "k")),
        (refusals.CeilingReached, "legs.1", lambda: ledger.transfer("bank", "bob", 1001, "k")),
        (refusals.AccountUnknown, "legs.1.account", lambda: ledger.transfer("bank", "cid", 1, "k")),
        (refusals.AmountInvalid, "amount", lambda: ledger.transfer("bank", "ann", 0, "k")),
        (refusals.AmountInvalid, "amount", lambda: ledger.transfer("ann", "bank", -1, "k")),
        (refusals.AmountInvalid, "amount", lambda: ledger.transfer("bank", "ann", 1.0, "k")),  # type: ignore[arg-type]
        (refusals.AmountInvalid, "amount", lambda: ledger.transfer("bank", "ann", True, "k")),  # noqa: FBT003 - no amount
        (refusals.AmountInvalid, "amount", lambda: ledger.transfer("bank", "ann", 2**53, "k")),
        (refusals.AmountInvalid, "legs.0.amount", lambda: ledger.post([Leg("bank", 0), Leg("ann", 0)], "k")),
        (refusals.AmountInvalid, "legs.1.amount", lambda: ledger.post([Leg("bank", -1), Leg("ann", 1.0)], "k")),  # type: ignore[arg-type]
        (refusals.Unbalanced, "legs", lambda: ledger.post([Leg("bank", -2), Leg("ann", 1)], "k")),
        (refusals.Unbalanced, "legs", lambda: ledger.post([], "k")),
        (refusals.Unbalanced, "legs", lambda: ledger.post([Leg("bank", -1), Leg("bank", 1)], "k")),
        (refusals.HoldUnknown, "hold", lambda: ledger.capture("nothing", "k")),
        (refusals.TransactionUnknown, "transaction", lambda: ledger.reverse("nothing", "k")),
        (refusals.AccountExists, "account", lambda: ledger.do(Order(Open("ann", "DC"), "k"))),
        (refusals.CurrencyMixed, "currency", lambda: ledger.open("eve", "EUR")),
    ]
    for refusal, where, ask in cases:
        with pytest.raises(refusal) as refused:
            ask()
        assert refused.value.problems[0].field == where
    assert posted(ledger) == {"bank": 0, "ann": 0, "bob": 0}
    assert not ledger.transfer("bank", "ann", 1, "k").replayed


def test_what_is_held_cannot_be_spent_and_ends_once(ledger: Ledger, now: list[datetime]) -> None:
    """Captured in part, the rest is free; ended, it cannot end again; it expires when its time is over, and not before."""
    ledger.transfer("bank", "ann", 100, "w")
    held = ledger.hold("ann", "bob", 80, "h", lasts_s=60).transaction
    assert balance(ledger.connection, "ann").available == 20
    with pytest.raises(refusals.InsufficientFunds):
        ledger.transfer("ann", "bob", 21, "t")
    with pytest.raises(refusals.OverCapture):
        ledger.capture(held, "c", 81)
    ledger.capture(held, "c", 30)
    assert posted(ledger) == {"bank": -100, "ann": 70, "bob": 30}
    assert balance(ledger.connection, "ann").available == 70
    for end in (lambda: ledger.release(held, "r"), lambda: ledger.capture(held, "c2")):
        with pytest.raises(refusals.HoldEnded):
            end()
    second = ledger.hold("ann", "bob", 70, "h2", lasts_s=60).transaction
    now[0] += timedelta(seconds=59)
    assert ledger.expire() == 0
    with pytest.raises(refusals.HoldNotDue):
        ledger.do(Order(Expire(second), "e"))
    now[0] += timedelta(seconds=1)
    assert (ledger.expire(), ledger.expire()) == (1, 0)
    assert balance(ledger.connection, "ann") == Balance(70, entries=2)


def test_a_transaction_is_taken_back_at_most_once(ledger: Ledger) -> None:
    """In parts that are together no more than it was; and only while the money is still there."""
    ledger.transfer("bank", "ann", 100, "w")
    paid = ledger.transfer("ann", "bob", 60, "pay").transaction
    ledger.reverse(paid, "r1", 20)
    with pytest.raises(refusals.OverReversal):
        ledger.reverse(paid, "r2", 41)
    ledger.transfer("bob", "bank", 30, "spent")
    with pytest.raises(refusals.InsufficientFunds):
        ledger.reverse(paid, "r2")
    ledger.transfer("bank", "bob", 30, "back")
    ledger.reverse(paid, "r2")
    assert posted(ledger) == {"bank": -100, "ann": 100, "bob": 0}
    for what in (paid, transaction_id("r2")):
        with pytest.raises((refusals.OverReversal, refusals.NotReversible)):
            ledger.reverse(what, "r3")


def test_frozen_and_closed_accounts(ledger: Ledger) -> None:
    """Nothing leaves a frozen account; nothing at all happens to a closed one, and only an empty one is closed."""
    ledger.transfer("bank", "ann", 10, "w")
    ledger.do(Order(SetStatus("ann", Status.FROZEN), "f"))
    ledger.transfer("bank", "ann", 10, "w2")
    with pytest.raises(refusals.AccountFrozen):
        ledger.transfer("ann", "bank", 1, "t")
    with pytest.raises(refusals.AccountInUse):
        ledger.do(Order(SetStatus("ann", Status.CLOSED), "c"))
    ledger.do(Order(SetStatus("bob", Status.CLOSED), "c2"))
    with pytest.raises(refusals.AccountClosed):
        ledger.transfer("bank", "bob", 1, "t")


def test_statements_fit_together(ledger: Ledger, now: list[datetime]) -> None:
    """What one closes with the next opens with; a balance is told for any past moment; pages meet each entry once."""
    for hour in range(6):
        now[0] = NOON + timedelta(hours=hour)
        ledger.transfer("bank", "ann", 10 + hour, f"w{hour}", about="cup")
    cuts = [NOON, NOON + timedelta(hours=2), NOON + timedelta(hours=6)]
    first, second = (statement(ledger.connection, "ann", *cuts[i : i + 2]) for i in range(2))
    assert (first.opening, first.closing, second.opening, second.closing) == (0, 21, 21, 75)
    whole = statement(ledger.connection, "ann", cuts[0], cuts[2])
    assert whole.lines == first.lines + second.lines
    assert balance(ledger.connection, "ann", NOON + timedelta(hours=1)) == Balance(21, entries=2)
    newest = history(ledger.connection, "ann", limit=4)
    rest = history(ledger.connection, "ann", before=newest[-1].seq, limit=4)
    assert [line.seq for line in newest + rest] == [6, 5, 4, 3, 2, 1]


def test_the_database_lets_nobody_rewrite_what_was_done(ledger: Ledger) -> None:
    """Neither changed nor deleted, whoever asks."""
    ledger.transfer("bank", "ann", 10, "w")
    for statement_ in (
        "UPDATE ledger_entries SET amount = amount",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_transactions SET reason = 'other'",
        "DELETE FROM ledger_transactions",
    ):
        with pytest.raises(DBAPIError, match="never changes"), ledger.connection.begin_nested():
            ledger.connection.execute(text(statement_))


def test_rows_that_only_remember_are_mended(ledger: Ledger) -> None:
    """Whatever an account's row says, its entries and holds say what is true."""
    ledger.transfer("bank", "ann", 10, "w")
    ledger.hold("ann", "bob", 4, "h")
    ledger.connection.execute(text("UPDATE ledger_accounts SET balance = 99, entries = 7 WHERE name = 'ann'"))
    assert [fault.account for fault in verify(ledger.connection)] == ["ann"]
    assert recalculate(ledger.connection)[0].now == {"balance": 10, "entries": 1}
    recalculate(ledger.connection, apply=True)
    assert balance(ledger.connection, "ann") == Balance(10, 4, entries=1)
