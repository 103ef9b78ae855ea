"""What a payment provider is: it takes money outside, and says so."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, TypeAlias

from attrs import frozen


class ProviderFailed(Exception):
    """The provider could not be asked, or did not do it. Asked again with the same key it does it once."""


class SignatureInvalid(Exception):
    """A message does not come from the provider, or came too late."""


@frozen
class Wanted:
    """A payment that is to be started. `id` is ours; a provider that is asked twice for one starts one."""

    id: str
    person: str
    currency: str
    amount: int


@frozen
class Started:
    """What the provider calls the payment, and where the person pays; the link may be an instruction instead."""

    reference: str
    link: str = ""


@frozen
class Confirmed:
    """The money is there. Here and below, `reference` is what the provider calls the payment, or our own id of it."""

    reference: str
    amount: int
    currency: str


@frozen
class Failed:
    """It did not come. It still may."""

    reference: str


@frozen
class Refunded:
    """All of it went back."""

    reference: str


News: TypeAlias = Confirmed | Failed | Refunded


class PaymentProvider(ABC):
    """A way for money to come in and go back. Offer it with the hook `register_payment_providers`.

        class Till(PaymentProvider):
            name = "till"

            def start(self, wanted):
                return Started(f"till-{wanted.id}", "pay at the desk")

            def news(self, headers, body, now):
                return [Confirmed(body.decode(), 500, "EUR")]

            def refund(self, reference, amount, key):
                return True

    None of it knows the ledger: whatever it says, and however often and in whatever order it says it, what moves is
    decided by `take_news`. Methods may wait for a network; they are called outside of transactions.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""
    by_staff: ClassVar[bool] = False
    """Whether people say that the money is there, and not a message."""

    @abstractmethod
    def start(self, wanted: Wanted) -> Started:
        """Start a payment; started already, answer the same. Raises ProviderFailed."""

    @abstractmethod
    def news(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[News]:
        """What a message says, once it is sure who sent it. Names of headers are in small letters.

        Raises SignatureInvalid.
        """

    @abstractmethod
    def refund(self, reference: str, amount: int, key: str) -> bool:
        """Send the money back, once for this key; answers whether it has gone, or will be told later.

        Raises ProviderFailed.
        """
