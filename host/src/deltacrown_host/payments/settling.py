"""Entry fees that the host itself saw come and go: nobody had to look at a proof."""

from datetime import datetime

from sqlalchemy import Connection

from deltacrown_host.audit.deeds import Doer, note
from deltacrown_host.payments.deeds import deed_of
from deltacrown_host.payments.steps import BEFORE, PaymentState, Step, payment_of, take


def settle_payment(  # noqa: PLR0913, PLR0917 - what a step is
    connection: Connection, tournament: str, entrant: str, actor: str, at: datetime, reason: str, order: str
) -> bool:
    """The money is there. Answers whether that is new."""
    state = payment_of(connection, tournament, entrant).state
    if state is PaymentState.VERIFIED:
        return False
    if state in BEFORE[PaymentState.SUBMITTED]:
        take(connection, tournament, entrant, Step(PaymentState.SUBMITTED, actor, at, reason), f"{order}.shown")
    # Whoever got it back and pays again is past the usual steps.
    again = state is PaymentState.REFUNDED
    return _take(connection, tournament, entrant, Step(PaymentState.VERIFIED, actor, at, reason, force=again), order)


def refund_payment(  # noqa: PLR0913, PLR0917 - what a step is
    connection: Connection, tournament: str, entrant: str, actor: str, at: datetime, reason: str, order: str
) -> bool:
    """The money went back. Answers whether that is new; not where none was there."""
    if payment_of(connection, tournament, entrant).state is not PaymentState.VERIFIED:
        return False
    return _take(connection, tournament, entrant, Step(PaymentState.REFUNDED, actor, at, reason), order)


def _take(connection: Connection, tournament: str, entrant: str, step: Step, order: str) -> bool:
    new = take(connection, tournament, entrant, step, order)
    if new:
        note(connection, Doer(step.actor), deed_of(connection, tournament, entrant), step.at)
    return new
