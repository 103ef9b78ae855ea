"""Payments as they stand, and the one place where what a provider says moves money.

A message may come twice, late, or before the one that it follows. A payment therefore moves only forward, and each of
its two movements has a key that follows from the payment alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, insert, or_, select, update

from deltacrown_economy import names
from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import LARGEST, Ledger, transaction_id
from deltacrown_economy.opening import open_wallet
from deltacrown_economy.providers.contract import Confirmed, Failed, News, Refunded, Started, Wanted
from deltacrown_economy.tables import payments as table

SCOPE = "providers"
_BACK = "providers/refund"


class PaymentState(StrEnum):
    """How far a payment has come."""

    STARTED = "started"
    FAILED = "failed"
    """It did not come; it still may."""
    PAID = "paid"
    """It is in the wallet."""
    REFUNDING = "refunding"
    """It is out of the wallet, and the provider is to send it back."""
    REFUNDED = "refunded"
    """It went back."""


_OVER = {PaymentState.REFUNDING, PaymentState.REFUNDED}


@frozen
class Payment:
    """A payment through a provider. `transaction` is what brought it into the wallet."""

    id: str
    provider: str
    person: str
    currency: str
    amount: int
    state: PaymentState
    reference: str
    link: str
    transaction: str
    started_at: datetime
    changed_at: datetime


def begin(  # noqa: PLR0913, PLR0917 - what a payment is
    connection: Connection, provider: str, person: str, currency: str, amount: int, key: str, now: datetime
) -> Payment:
    """Somebody wants to pay; the same key again is the same payment. The provider is asked afterwards."""
    if not 0 < amount <= LARGEST:
        raise Refused([Problem("payment.amount_invalid", "a payment is of one minor unit or more", "amount")])
    id_ = transaction_id(f"{person}:{key}", f"{SCOPE}/{provider}")
    alone(connection, f"payment:{id_}")
    before = _find(connection, id_)
    if before is None:
        made = Payment(id_, provider, person, currency, amount, PaymentState.STARTED, "", "", "", now, now)
        connection.execute(insert(table).values({**attrs.asdict(made), "state": str(made.state)}))
        return made
    if (before.currency, before.amount) != (currency, amount):
        raise Refused([Problem("payment.key_reused", "the key was used for another payment", "Idempotency-Key")])
    return before


def wanted(payment: Payment) -> Wanted:
    """What the provider is asked to start."""
    return Wanted(payment.id, payment.person, payment.currency, payment.amount)


def note_start(connection: Connection, id_: str, started: Started, now: datetime) -> Payment:
    """The provider has started it, and calls it so."""
    payment = payment_of(connection, id_, lock=True)
    if payment.reference not in {"", started.reference}:
        raise Refused([Problem("payment.started_already", "the provider has started it under another name")])
    return _write(connection, id_, now, reference=started.reference, link=started.link)


def take_news(ledger: Ledger, provider: str, news: Sequence[News], now: datetime, *, actor: str = "") -> list[Payment]:
    """Do what the messages say, as far as it is not done; answers the payments as they are now.

    Messages about payments that are not ours are passed over: an account of a provider may serve others too. `actor`
    is who of the staff says so, where no message does.
    """
    found = []
    for one in news:
        payment = _referred(ledger.connection, provider, one.reference)
        if payment is not None:
            found.append(_take(ledger, payment, one, now, actor))
    return found


def begin_refund(ledger: Ledger, id_: str, now: datetime, *, actor: str = "", reason: str = "") -> Payment:
    """Take the money out of the wallet, so that nobody spends it while it goes back. Raises Refused."""
    payment = payment_of(ledger.connection, id_, lock=True)
    if payment.state in _OVER:
        return payment
    if payment.state is not PaymentState.PAID:
        message = f"a payment that is {payment.state.value} cannot be sent back"
        raise Refused([Problem("payment.not_paid", message)])
    _take_back(ledger, payment, actor, reason)
    return _write(ledger.connection, id_, now, state=PaymentState.REFUNDING)


def finish_refund(connection: Connection, id_: str, now: datetime) -> Payment:
    """The provider has sent it back."""
    payment = payment_of(connection, id_, lock=True)
    if payment.state is not PaymentState.REFUNDING:
        return payment
    return _write(connection, id_, now, state=PaymentState.REFUNDED)


def payment_of(connection: Connection, id_: str, *, lock: bool = False) -> Payment:
    """The payment. Raises Refused where there is none."""
    found = _find(connection, id_, lock=lock)
    if found is None:
        raise Refused([Problem("payment.unknown", f"there is no payment {id_!r}", "payment")])
    return found


def payments_of(
    connection: Connection, person: str = "", state: PaymentState | None = None, limit: int = 100
) -> tuple[Payment, ...]:
    """The payments of somebody, or of everybody, the newest first."""
    query = select(table).where(table.c.person == person) if person else select(table)
    query = query.where(table.c.state == str(state)) if state else query
    rows = connection.execute(query.order_by(table.c.started_at.desc(), table.c.id).limit(limit)).mappings()
    return tuple(_payment(row) for row in rows)


def _take(ledger: Ledger, payment: Payment, news: News, now: datetime, actor: str) -> Payment:
    match news:
        case Confirmed() if payment.state in {PaymentState.STARTED, PaymentState.FAILED}:
            return _bring_in(ledger, payment, news, now, actor)
        case Failed() if payment.state is PaymentState.STARTED:
            return _write(ledger.connection, payment.id, now, state=PaymentState.FAILED)
        case Refunded() if payment.state is not PaymentState.REFUNDED:
            if payment.state is PaymentState.PAID:
                _take_back(ledger, payment, actor, "the provider sent it back")
            return _write(ledger.connection, payment.id, now, state=PaymentState.REFUNDED)
        case _:
            return payment


def _bring_in(ledger: Ledger, payment: Payment, news: Confirmed, now: datetime, actor: str) -> Payment:
    if (news.amount, news.currency.upper()) != (payment.amount, payment.currency.upper()):
        message = f"{news.amount} {news.currency} were paid, and {payment.amount} {payment.currency} were asked for"
        raise Refused([Problem("payment.other_amount", message)])
    outside = names.provider(payment.provider, payment.currency)
    ledger.open(outside, payment.currency, floor=None)
    inside = open_wallet(ledger, payment.person, payment.currency)
    about = f"payment:{payment.id}"
    said = {"scope": SCOPE, "about": about, "actor": actor or payment.person, "reason": payment.provider}
    done = ledger.transfer(outside, inside, payment.amount, payment.id, **said)
    return _write(ledger.connection, payment.id, now, state=PaymentState.PAID, transaction=done.transaction)


def _take_back(ledger: Ledger, payment: Payment, actor: str, reason: str) -> None:
    about = f"payment:{payment.id}"
    ledger.reverse(payment.transaction, payment.id, scope=_BACK, about=about, actor=actor, reason=reason)


def _referred(connection: Connection, provider: str, reference: str) -> Payment | None:
    # By our own id too: a message may come before it is written down what the provider calls the payment.
    named = or_(table.c.reference == reference, table.c.id == reference)
    query = select(table).where(table.c.provider == provider, named).with_for_update()
    row = connection.execute(query).mappings().first() if reference else None
    return _payment(row) if row else None


def _find(connection: Connection, id_: str, *, lock: bool = False) -> Payment | None:
    query = select(table).where(table.c.id == id_)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    return _payment(row) if row else None


def _write(connection: Connection, id_: str, now: datetime, **values: str) -> Payment:
    plain = {name: str(value) for name, value in values.items()}
    connection.execute(update(table).where(table.c.id == id_).values(**plain, changed_at=now))
    return payment_of(connection, id_)


def _payment(row: Mapping[Any, Any]) -> Payment:
    return Payment(**{**row, "state": PaymentState(row["state"])})
