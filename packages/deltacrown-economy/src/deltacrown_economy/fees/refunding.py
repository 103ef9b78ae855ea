"""Fees go back: to somebody who leaves, by the terms; to everybody, where the tournament is called off."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, func, select

from deltacrown_economy import names
from deltacrown_economy.alone import alone_with
from deltacrown_economy.fees.paying import CAPTURES, FeePart, FeeState, carried_out, fees_of
from deltacrown_economy.fees.terms import terms_of
from deltacrown_economy.ledger import Capture, Ledger, Order, Release, Reverse
from deltacrown_economy.ledger.tables import transactions
from deltacrown_economy.prizes.paying import DEPOSITS, anything_paid
from deltacrown_economy.promotions import undo

_BACK = "fees/refund"
_CALLED_OFF = "fees/cancel"


@frozen
class Refunds:
    """What went back: how many fees, and how much; `kept` is what stays in escrow of them."""

    fees: int
    amount: int
    kept: int


def withdraw(ledger: Ledger, tournament: str, entrant: str, now: datetime, *, actor: str = "") -> Refunds:
    """Give an entrant who leaves their fee back, by the tournament's terms; once, however often it is asked.

    What is kept is taken from what the person paid before it is taken from what a promotion paid for them.
    """
    alone_with(ledger.connection, tournament)
    every = fees_of(ledger.connection, tournament, entrant)
    number = max((part.number for part in every), default=0)
    parts = [part for part in every if part.number == number]
    if not parts or any(part.given_back for part in parts):
        return Refunds(0, 0, 0)
    total = sum(part.amount for part in parts)
    keep = terms_of(ledger.connection, tournament).kept(total, now)
    orders: list[Order] = []
    left = keep
    for part in parts:
        kept = min(left, part.amount)
        left -= kept
        orders += _giving_back(part, kept, actor)
        if not kept:
            undo(ledger.connection, part.hold)
    done = carried_out(ledger, orders)
    return Refunds(1, total - keep, keep) if done else Refunds(0, 0, 0)


def cancel(ledger: Ledger, tournament: str, *, actor: str = "") -> Refunds:
    """Give everybody everything back, and whoever put up a prize that too: escrow ends at nothing.

    Asked again it does nothing more. Raises Refused where prizes were paid already.
    """
    alone_with(ledger.connection, tournament)
    if anything_paid(ledger.connection, tournament):
        raise Refused([Problem("fees.prizes_paid", "prizes were paid already: take them back first")])
    about = names.about_tournament(tournament)
    said = {"scope": _CALLED_OFF, "about": about, "actor": actor, "reason": "the tournament is called off"}
    parts = [part for part in fees_of(ledger.connection, tournament) if part.state is not FeeState.RETURNED]
    orders = []
    for part in parts:
        action = Release(part.hold) if part.state is FeeState.HELD else Reverse(part.capture)
        orders.append(Order(action, part.hold, **said))
        undo(ledger.connection, part.hold)
    put_up = _of(ledger.connection, tournament, DEPOSITS)
    orders += [Order(Reverse(id_), id_, **said) for id_ in put_up if not _reversed(ledger.connection, id_)]
    carried_out(ledger, orders)
    amount = sum(part.amount if part.state is FeeState.HELD else part.captured - part.returned for part in parts)
    return Refunds(len({(part.entrant, part.number) for part in parts}), amount, 0)


def _giving_back(part: FeePart, kept: int, actor: str) -> Sequence[Order]:
    about = names.about_tournament(part.tournament)
    said = {"about": about, "actor": actor, "reason": "refund of an entry fee"}
    if part.state is FeeState.HELD and kept:
        return [Order(Capture(part.hold, kept), part.hold, scope=CAPTURES, **said)]
    if part.state is FeeState.HELD:
        return [Order(Release(part.hold), part.hold, scope=_BACK, **said)]
    back = part.captured - kept
    return [Order(Reverse(part.capture, back), part.hold, scope=_BACK, **said)] if back else []


def _of(connection: Connection, tournament: str, scope: str) -> Sequence[str]:
    about = names.about_tournament(tournament)
    query = select(transactions.c.id).where(transactions.c.about == about, transactions.c.scope == scope)
    return connection.execute(query.order_by(transactions.c.at, transactions.c.id)).scalars().all()


def _reversed(connection: Connection, id_: str) -> int:
    query = select(func.count()).select_from(transactions).where(transactions.c.reverses == id_)
    return int(connection.execute(query).scalar_one())
