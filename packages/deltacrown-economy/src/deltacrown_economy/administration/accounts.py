"""Accounts are frozen and opened again, and everything that was ordered can be read."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, func, select, tuple_

from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import Ledger, Order, Outcome, SetStatus, Status
from deltacrown_economy.ledger.tables import transactions

_SCOPE = "administration"


@frozen
class Deed:
    """An order that was carried out: who gave it, when, about what, and why."""

    id: str
    at: datetime
    actor: str
    kind: str
    scope: str
    about: str
    reason: str
    amount: int


def freeze(ledger: Ledger, account: str, *, actor: str, reason: str) -> Outcome:
    """Nothing leaves the account any more; what is on its way to it still comes."""
    return _set(ledger, account, Status.FROZEN, actor, reason)


def unfreeze(ledger: Ledger, account: str, *, actor: str, reason: str) -> Outcome:
    """The account is as it was."""
    return _set(ledger, account, Status.OPEN, actor, reason)


def deeds(
    connection: Connection,
    *,
    actor: str = "",
    about: str = "",
    before: tuple[datetime, str] | None = None,
    limit: int = 100,
) -> Sequence[Deed]:
    """What was ordered, the newest first; `before` is when and what the last of the page before was."""
    rows = transactions.c
    query = select(rows.id, rows.at, rows.actor, rows.kind, rows.scope, rows.about, rows.reason, rows.amount)
    query = query.where(rows.actor == actor) if actor else query
    query = query.where(rows.about == about) if about else query
    if before:
        query = query.where(tuple_(rows.at, rows.id) < tuple_(*before))
    found = connection.execute(query.order_by(rows.at.desc(), rows.id.desc()).limit(limit))
    return [Deed(*row) for row in found]


def _set(ledger: Ledger, account: str, status: Status, actor: str, reason: str) -> Outcome:
    about = f"account:{account}"
    alone(ledger.connection, about)
    # Frozen, opened and frozen again are three orders: the number of those before makes their keys differ.
    mine = select(func.count()).select_from(transactions)
    number = ledger.connection.execute(
        mine.where(transactions.c.scope == _SCOPE, transactions.c.about == about)
    ).scalar_one()
    said = {"scope": _SCOPE, "about": about, "actor": actor, "reason": reason}
    return ledger.do(Order(SetStatus(account, status), f"{account}:{number}", **said))
