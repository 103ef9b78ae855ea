"""What can be asked of a ledger: what an account has or had, what came in and went out, and why."""

from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from deltacrown_economy.ledger.book import Balance
from deltacrown_economy.ledger.tables import accounts, entries, transactions


@frozen
class Line:
    """An entry as people read it: what came in (positive) or went out, what there was then, and why."""

    seq: int
    at: datetime
    amount: int
    balance: int
    transaction: str
    kind: str
    about: str
    reason: str
    account: str = ""
    currency: str = ""

    @property
    def place(self) -> "Place":
        """Where it stands among the entries of all accounts."""
        return self.at, self.account, self.seq


Place: TypeAlias = tuple[datetime, str, int]


@frozen
class Statement:
    """An account over a time: what there was before, every entry since then and until the end, and what there was then.

    `since` belongs to it and `until` does not, so that statements of times that meet fit together.
    """

    account: str
    currency: str
    since: datetime
    until: datetime
    opening: int
    lines: tuple[Line, ...]
    closing: int


def balance(connection: Connection, account: str, at: datetime | None = None) -> Balance:
    """What an account has; one that nobody opened has nothing. With `at`: what it had after all entries up to then.

    What was held at a past moment is not told: `held_out` and `held_in` are zero then.
    """
    found = _account(connection, account)
    if found is None:
        return Balance()
    if at is None:
        return Balance(found.balance, found.held_out, found.held_in, found.entries)
    then = _last(connection, found.id, at, inclusive=True)
    return Balance(then.balance, entries=then.seq) if then else Balance()


def history(connection: Connection, account: str, *, before: int | None = None, limit: int = 50) -> tuple[Line, ...]:
    """The entries of an account, the newest first; `before` is the `seq` where the page before ended."""
    found = _account(connection, account)
    if found is None:
        return ()
    query = _lines(found).order_by(entries.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(entries.c.seq < before)
    return _read(connection, found, query)


def owner_history(
    connection: Connection, owner: str, *, before: Place | None = None, limit: int = 50
) -> tuple[Line, ...]:
    """The entries of all accounts of an owner, the newest first.

    `before` is the `place` where the page before ended.
    """
    mine = connection.execute(select(accounts).where(accounts.c.owner == owner)).all()
    pages = []
    # A page of each account, by its index, of which the newest stay: so its cost does not grow with the entries.
    for one in mine:
        query = _lines(one).order_by(entries.c.at.desc(), entries.c.seq.desc()).limit(limit)
        query = query if before is None else query.where(_is_before(one.name, *before))
        pages.append(_read(connection, one, query))
    return tuple(sorted(chain.from_iterable(pages), key=attrgetter("place"), reverse=True)[:limit])


def _is_before(name: str, at: datetime, account: str, seq: int) -> ColumnElement[bool]:
    if name == account:
        return entries.c.seq < seq
    return entries.c.at <= at if name < account else entries.c.at < at


def totals(connection: Connection, owner: str) -> dict[str, Balance]:
    """What all accounts of an owner have together, by currency."""
    counted = (accounts.c.balance, accounts.c.held_out, accounts.c.held_in, accounts.c.entries)
    query = select(accounts.c.currency, *map(func.sum, counted)).where(accounts.c.owner == owner)
    rows = connection.execute(query.group_by(accounts.c.currency).order_by(accounts.c.currency))
    return {currency: Balance(*map(int, sums)) for currency, *sums in rows}


def statement(connection: Connection, account: str, since: datetime, until: datetime) -> Statement:
    """The account from a moment on, until another."""
    found = _account(connection, account)
    if found is None:
        return Statement(account, "", since, until, 0, (), 0)
    within = _lines(found).where(entries.c.at >= since, entries.c.at < until)
    lines = _read(connection, found, within.order_by(entries.c.at, entries.c.seq))
    earlier = _last(connection, found.id, since, inclusive=False)
    opening = earlier.balance if earlier else 0
    return Statement(account, found.currency, since, until, opening, lines, lines[-1].balance if lines else opening)


def _account(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(accounts).where(accounts.c.name == name)).first()


def _last(connection: Connection, account_id: int, at: datetime, *, inclusive: bool) -> Row[Any] | None:
    when = entries.c.at <= at if inclusive else entries.c.at < at
    query = select(entries).where(entries.c.account_id == account_id, when)
    # In the order of the index that begins with the time: entries are in the order of their numbers in it too.
    return connection.execute(query.order_by(entries.c.at.desc(), entries.c.seq.desc()).limit(1)).first()


def _lines(account: Row[Any]) -> Select[Any]:
    """The entries of an account, which is named by its number: with a join, a database would sort all of them first."""
    return (
        select(
            entries.c.seq,
            entries.c.at,
            entries.c.amount,
            entries.c.balance,
            entries.c.transaction_id,
            transactions.c.kind,
            transactions.c.about,
            transactions.c.reason,
        )
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .where(entries.c.account_id == account.id)
    )


def _read(connection: Connection, account: Row[Any], query: Select[Any]) -> tuple[Line, ...]:
    return tuple(Line(*row, account.name, account.currency) for row in connection.execute(query))  # type: ignore[call-arg]
