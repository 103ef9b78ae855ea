"""Fees go back in the ledger, and the host's payments say so."""

from deltacrown_host import refund_payment

from deltacrown_economy.fees import FeePart, FeeState, Refunds, cancel, fees_of, withdraw
from deltacrown_economy.ledger import Ledger


def give_everything_back(ledger: Ledger, tournament: str, actor: str = "") -> Refunds:
    """Everybody gets everything back."""
    before = [part for part in fees_of(ledger.connection, tournament) if part.state is not FeeState.RETURNED]
    _say(ledger, before)
    return cancel(ledger, tournament, actor=actor)


def give_back(ledger: Ledger, tournament: str, entrant: str) -> Refunds:
    """Whoever has left gets back what the terms say."""
    parts = fees_of(ledger.connection, tournament, entrant)
    done = withdraw(ledger, tournament, entrant, ledger.clock())
    if done.fees:
        _say(ledger, parts)
    return done


def _say(ledger: Ledger, parts: list[FeePart] | tuple[FeePart, ...]) -> None:
    # The payment is locked before the accounts are, as where it is made: two that do both never wait for each other.
    for part in {(part.entrant, part.number): part for part in parts}.values():
        order = f"refund.{part.hold}"
        now = ledger.clock()
        refund_payment(ledger.connection, part.tournament, part.entrant, part.person, now, "to the wallet", order)
