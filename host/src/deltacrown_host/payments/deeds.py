"""Steps of payments in the audit trail. Reasons are words of people: the payment itself has them."""

from sqlalchemy import Connection

from deltacrown_host.audit.deeds import Deed
from deltacrown_host.payments.steps import PaymentState, payment_of

_NAMES = {
    PaymentState.SUBMITTED: "payment.submit",
    PaymentState.VERIFIED: "payment.verify",
    PaymentState.REJECTED: "payment.reject",
    PaymentState.REFUNDED: "payment.refund",
}


def deed_of(connection: Connection, tournament: str, entrant: str) -> Deed:
    """The last step of the payment."""
    *earlier, last = payment_of(connection, tournament, entrant).steps
    before = earlier[-1].state if earlier else PaymentState.NONE
    name = "payment.force_refund" if last.force else _NAMES[last.state]
    after = {"state": last.state.value, "step": len(earlier) + 1}
    return Deed(name, f"entrant/{entrant}", tournament, {"state": before.value}, after)
