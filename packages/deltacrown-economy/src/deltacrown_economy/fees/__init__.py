"""Entry fees from wallets: held at registration, captured at the start, given back by the tournament's terms."""

from deltacrown_economy.fees.paying import Fee, FeePart, FeeState, capture, fees_of, pay
from deltacrown_economy.fees.refunding import Refunds, cancel, withdraw
from deltacrown_economy.fees.terms import Terms, set_terms, terms_of

__all__ = [
    "Fee",
    "FeePart",
    "FeeState",
    "Refunds",
    "Terms",
    "cancel",
    "capture",
    "fees_of",
    "pay",
    "set_terms",
    "terms_of",
    "withdraw",
]
