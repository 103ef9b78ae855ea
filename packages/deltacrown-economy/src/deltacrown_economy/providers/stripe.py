"""Stripe, or whatever speaks as it does: payment intents, refunds, signed messages. Needs the extra `stripe`."""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    import httpx

_UNAVAILABLE = 500
_REFUSED = 400


class Stripe(PaymentProvider):
    """A payment is a payment intent; its client secret goes to the page where the person pays.

    key          the secret key of the account
    signing      the secrets that messages are signed with: two while one is exchanged for another
    address      where the interface is
    tolerance_s  how old, or ahead of our clock, a message may be
    """

    name = "stripe"
    title = "Card"

    def __init__(
        self,
        key: str,
        signing: Sequence[str],
        *,
        address: str = "https://api.stripe.com",
        tolerance_s: int = 300,
        timeout_s: float = 20,
    ) -> None:
        self._key = key
        self._signing = signing
        self._address = address
        self._tolerance_s = tolerance_s
        self._timeout_s = timeout_s

    def start(self, wanted: Wanted) -> Started:
        """A payment intent. Asked again it is the same, by the idempotency key."""
        body = {
            "amount": str(wanted.amount),
            "currency": wanted.currency.lower(),
            "automatic_payment_methods[enabled]": "true",
            "metadata[payment]": wanted.id,
        }
        made = self._post("/v1/payment_intents", body, f"start-{wanted.id}")
        return Started(str(made["id"]), str(made.get("client_secret", "")))

    def refund(self, reference: str, amount: int, key: str) -> bool:
        """A refund of the payment intent; some banks take days, and a message says when it is done."""
        body = {"payment_intent": reference, "amount": str(amount)}
        made = self._post("/v1/refunds", body, f"refund-{key}")
        if made.get("status") in {"failed", "canceled"}:
            message = f"the refund is {made['status']}"
            raise ProviderFailed(message)
        return bool(made.get("status") == "succeeded")

    def news(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[News]:
        """What a signed message says; nothing where it is about something else."""
        self._check(headers.get("stripe-signature", ""), body, now)
        try:
            event = json.loads(body)
            kind, thing = event["type"], event["data"]["object"]
        except (ValueError, KeyError, TypeError) as error:
            message = "the message is signed, and no event"
            raise SignatureInvalid(message) from error
        return list(_news(kind, thing))

    def _check(self, header: str, body: bytes, now: datetime) -> None:
        parts = [part.partition("=") for part in header.split(",")]
        times = [value for name, _, value in parts if name.strip() == "t" and value.isdigit()]
        given = [value for name, _, value in parts if name.strip() == "v1"]
        if not times or abs(now.timestamp() - int(times[0])) > self._tolerance_s:
            message = "the message has no time, or one that is too far from ours"
            raise SignatureInvalid(message)
        signed = times[0].encode() + b"." + body
        right = [hmac.new(secret.encode(), signed, sha256).hexdigest() for secret in self._signing]
        if not any(hmac.compare_digest(one.encode(), other.encode()) for one in right for other in given):
            message = "the message is not signed as it must be"
            raise SignatureInvalid(message)

    def _post(self, path: str, body: Mapping[str, str], key: str) -> Mapping[str, Any]:
        import httpx  # noqa: PLC0415 - an extra

        headers = {"Authorization": f"Bearer {self._key}", "Idempotency-Key": key}
        try:
            answer = httpx.post(f"{self._address}{path}", data=body, headers=headers, timeout=self._timeout_s)
        except httpx.HTTPError as error:
            message = f"the provider cannot be reached: {type(error).__name__}"
            raise ProviderFailed(message) from error
        if answer.status_code >= _REFUSED:
            raise ProviderFailed(_why(answer))
        try:
            made: Mapping[str, Any] = answer.json()
        except ValueError as error:
            message = "the provider answers no JSON"
            raise ProviderFailed(message) from error
        return made


def _news(kind: str, thing: Mapping[str, Any]) -> Iterator[News]:
    match kind:
        case "payment_intent.succeeded":
            yield Confirmed(_named(thing), int(thing.get("amount_received", 0)), str(thing.get("currency")))
        case "payment_intent.payment_failed" | "payment_intent.canceled":
            yield Failed(_named(thing))
        case "charge.refunded" if thing.get("refunded") is True:
            yield Refunded(str(thing.get("payment_intent", "")))


def _named(intent: Mapping[str, Any]) -> str:
    """As we have called it, where it is ours."""
    return str((intent.get("metadata") or {}).get("payment") or intent.get("id", ""))


def _why(answer: "httpx.Response") -> str:
    if answer.status_code >= _UNAVAILABLE:
        return f"the provider does not answer: {answer.status_code}"
    try:
        said = answer.json()["error"]
        return f"the provider refuses it: {said.get('code') or said.get('type')}"
    except (ValueError, KeyError, AttributeError, TypeError):
        return f"the provider refuses it: {answer.status_code}"
