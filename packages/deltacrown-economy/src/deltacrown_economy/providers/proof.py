"""Payment by proof: people pay elsewhere, show it, and staff say that the money is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from deltacrown_economy.providers.contract import News, PaymentProvider, SignatureInvalid, Started, Wanted


class ByProof(PaymentProvider):
    """By proof: no message is believed, only staff. What is sent back is sent by staff too, before they say so.

    instruction   what whoever pays is told, such as an account and what to write on the transfer
    """

    name = "proof"
    title = "By proof"
    by_staff = True

    def __init__(self, instruction: str = "") -> None:
        self._instruction = instruction

    def start(self, wanted: Wanted) -> Started:
        """It is called as we call it."""
        return Started(wanted.id, self._instruction)

    def news(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[News]:  # noqa: ARG002 - the contract's signature
        """Nobody outside has a say. Raises SignatureInvalid."""
        message = "payments by proof are confirmed by staff"
        raise SignatureInvalid(message)

    def refund(self, reference: str, amount: int, key: str) -> bool:  # noqa: ARG002 - the contract's signature
        """Whoever asks for it has sent it."""
        return True
