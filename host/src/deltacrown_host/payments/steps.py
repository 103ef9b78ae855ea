"""From one state of a payment to the next."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from attrs import frozen
from deltacrown import CommandReused, Problem, Refused
from sqlalchemy import Connection, Row, insert, select

from deltacrown_host.feeds.concerned import tell_payment
from deltacrown_host.payments.tables import payment_steps
from deltacrown_host.tournaments.projection import locked_version


class PaymentState(StrEnum):
    """How far the payment of an entry fee has come."""

    NONE = "none"
    """Nothing was shown."""
    SUBMITTED = "submitted"
    """A proof waits for somebody to look at it."""
    VERIFIED = "verified"
    """The money is there."""
    REJECTED = "rejected"
    """The proof shows nothing; another one may be sent."""
    REFUNDED = "refunded"
    """The money went back."""


BEFORE: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.SUBMITTED: frozenset({PaymentState.NONE, PaymentState.REJECTED}),
    PaymentState.VERIFIED: frozenset({PaymentState.SUBMITTED}),
    PaymentState.REJECTED: frozenset({PaymentState.SUBMITTED}),
    PaymentState.REFUNDED: frozenset({PaymentState.VERIFIED}),
}
"""What must be the case for each step."""
_TOLD = {PaymentState.SUBMITTED: "proof_submitted"}


@frozen
class Step:
    """What somebody did about a payment.

    `proof` is the id of the file that was shown, where one was; `force` says that the step was taken out of turn.
    """

    state: PaymentState
    actor: str
    at: datetime
    reason: str = ""
    proof: str = ""
    force: bool = False


@frozen
class Payment:
    """The payment of an entry fee as it stands, and every step, the oldest first."""

    entrant: str
    state: PaymentState
    steps: tuple[Step, ...]


def payment_of(connection: Connection, tournament: str, entrant: str) -> Payment:
    """How far the payment has come."""
    rows = payment_steps.c
    wanted = select(payment_steps).where(rows.tournament_id == tournament, rows.entrant == entrant)
    steps = tuple(map(_step, connection.execute(wanted.order_by(rows.number))))
    return Payment(entrant, steps[-1].state if steps else PaymentState.NONE, steps)


def states_in(connection: Connection, tournament: str) -> Mapping[str, PaymentState]:
    """How far the payments in a tournament have come, by entrant. Whoever is not in it has shown nothing."""
    rows = payment_steps.c
    wanted = select(rows.entrant, rows.state).where(rows.tournament_id == tournament).order_by(rows.number)
    return {row.entrant: PaymentState(row.state) for row in connection.execute(wanted)}


def take(connection: Connection, tournament: str, entrant: str, step: Step, order: str) -> bool:
    """Take the step, and say whether it is new. Raises Refused where it does not come next, and CommandReused."""
    locked_version(connection, tournament)
    earlier = _under(connection, tournament, entrant, order)
    if earlier is not None:
        if _content(earlier) != _content(step):
            raise CommandReused(order)
        return False
    payment = payment_of(connection, tournament, entrant)
    allowed = set(PaymentState) - {PaymentState.NONE, step.state} if step.force else BEFORE[step.state]
    if payment.state not in allowed:
        message = f"a payment that is {payment.state.value} cannot become {step.state.value}"
        raise Refused([Problem("payment.wrong_state", message)])
    columns = {"state": step.state.value, "actor": step.actor, "at": step.at, "reason": step.reason}
    place = {"tournament_id": tournament, "entrant": entrant, "number": len(payment.steps) + 1, "order": order}
    connection.execute(insert(payment_steps).values(**place, **columns, proof=step.proof, force=step.force))
    tell_payment(connection, tournament, entrant, _TOLD.get(step.state, step.state.value), step.at)
    return True


def _under(connection: Connection, tournament: str, entrant: str, order: str) -> Step | None:
    rows = payment_steps.c
    same = (rows.tournament_id == tournament) & (rows.entrant == entrant) & (rows.order == order)
    row = connection.execute(select(payment_steps).where(same)).first()
    return None if row is None else _step(row)


def _content(step: Step) -> tuple[object, ...]:
    return step.state, step.actor, step.reason, step.proof, step.force


def _step(row: Row[tuple[object, ...]]) -> Step:
    return Step(PaymentState(row.state), row.actor, row.at, row.reason, row.proof, row.force)
