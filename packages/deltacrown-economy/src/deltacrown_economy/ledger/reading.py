"""What can be asked of a ledger: what an account has or had, what came in and went out, and why."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import TypeAlias

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
    found = connection.execute(select(accounts).where(accounts.c.name == account)).first()
    if found is None:
        return Balance()
    if at is None:
        return Balance(found.balance, found.held_out, found.held_in, found.entries)
    then = _last(connection, found.id, at, inclusive=True)
    return Balance(then.balance, entries=then.seq) if then else Balance()


def history(connection: Connection, account: str, *, before: int | None = None, limit: int = 50) -> tuple[Line, ...]:
    """The entries of an account, the newest first; `before` is the `seq` where the page before ended."""
    query = _lines(account).order_by(entries.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(entries.c.seq < before)
    return _read(connection, query)


def owner_history(
    connection: Connection, owner: str, *, before: Place | None = None, limit: int = 50
) -> tuple[Line, ...]:
    """The entries of all accounts of an owner, the newest first.

    `before` is the `place` where the page before ended.
    """
    names = connection.execute(select(accounts.c.name).where(accounts.c.owner == owner)).scalars().all()
    pages = []
    # A page of each account, by its index, of which the newest stay: so its cost does not grow with the entries.
    for name in names:
        query = _lines(name).order_by(entries.c.at.desc(), entries.c.seq.desc()).limit(limit)
        pages.append(_read(connection, query if before is None else query.where(_is_before(name, *before))))
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
    found = connection.execute(select(accounts).where(accounts.c.name == account)).first()
    if found is None:
        return Statement(account, "", since, until, 0, (), 0)
    within = _lines(account).where(entries.c.at >= since, entries.c.at < until).order_by(entries.c.seq)
    lines = _read(connection, within)
    earlier = _last(connection, found.id, since, inclusive=False)
    opening = earlier.balance if earlier else 0
    return Statement(account, found.currency, since, until, opening, lines, lines[-1].balance if lines else opening)


def _last(connection: Connection, account_id: int, at: datetime, *, inclusive: bool) -> Row[tuple[object, ...]] | None:
    when = entries.c.at <= at if inclusive else entries.c.at < at
    query = select(entries).where(entries.c.account_id == account_id, when)
    return connection.execute(query.order_by(entries.c.seq.desc()).limit(1)).first()


def _lines(account: str) -> Select[tuple[object, ...]]:
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
            accounts.c.name,
            accounts.c.currency,
        )
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .join(accounts, accounts.c.id == entries.c.account_id)
        .where(accounts.c.name == account)
    )


def _read(connection: Connection, query: Select[tuple[object, ...]]) -> tuple[Line, ...]:
    rows: Sequence[Row[tuple[object, ...]]] = connection.execute(query).all()
    return tuple(Line(*row) for row in rows)  # type: ignore[arg-type, call-arg]
