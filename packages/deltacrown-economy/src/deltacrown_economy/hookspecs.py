"""The hooks of the economy, beside the core's."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown import hookspec

if TYPE_CHECKING:
    from deltacrown_economy.providers import PaymentProvider


@hookspec
def register_payment_providers() -> "Sequence[PaymentProvider]":  # type: ignore[empty-body]
    """Offer ways for money to come in and go back.

        @hookimpl
        def register_payment_providers():
            return [Stripe(os.environ["STRIPE_KEY"], [os.environ["STRIPE_SIGNING"]])]

    Asked when somebody is about to pay; every plugin's answer counts, and of two with one name the first. Since 0.1.
    """
