"""Payment providers: money from outside comes into wallets, once for each payment, and goes back the same way."""

from deltacrown_economy.providers.contract import (
    Confirmed,
    Failed,
    News,
    PaymentProvider,
    ProviderFailed,
    Refunded,
    SignatureInvalid,
    Started,
    Wanted,
)
from deltacrown_economy.providers.desk import (
    Payment,
    PaymentState,
    begin,
    begin_refund,
    finish_refund,
    note_start,
    payment_of,
    payments_of,
    take_news,
    wanted,
)
from deltacrown_economy.providers.proof import ByProof
from deltacrown_economy.providers.stripe import Stripe

__all__ = [
    "ByProof",
    "Confirmed",
    "Failed",
    "News",
    "Payment",
    "PaymentProvider",
    "PaymentState",
    "ProviderFailed",
    "Refunded",
    "SignatureInvalid",
    "Started",
    "Stripe",
    "Wanted",
    "begin",
    "begin_refund",
    "finish_refund",
    "note_start",
    "payment_of",
    "payments_of",
    "take_news",
    "wanted",
]
