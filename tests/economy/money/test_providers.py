"""Providers: whatever is said, however often and in whatever order, money moves once in and once out."""

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from deltacrown import Refused
from deltacrown_economy import names
from deltacrown_economy.ledger import balance
from deltacrown_economy.providers import (
    ByProof,
    Confirmed,
    Failed,
    News,
    PaymentState,
    ProviderFailed,
    Refunded,
    SignatureInvalid,
    Started,
    Stripe,
    Wanted,
    begin,
    begin_refund,
    finish_refund,
    note_start,
    take_news,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.money.conftest import NOON, Fresh, brief, has

SAID: list[News | str] = [Confirmed("ref", 500, "dc"), Failed("ref"), Refunded("ref"), Refunded("other"), "refund"]


@brief
@given(st.lists(st.sampled_from(SAID), max_size=8))
def test_messages_that_are_repeated_or_out_of_order_move_money_once(fresh: Fresh, said: list[News | str]) -> None:
    """Paid once, given back once: a confirmation after a refund brings nothing in, a failure after it takes nothing out."""
    with fresh() as ledger:
        paid = begin(ledger.connection, "till", "ann", "DC", 500, "k", NOON)
        assert begin(ledger.connection, "till", "ann", "DC", 500, "k", NOON) == paid
        note_start(ledger.connection, paid.id, Started("ref"), NOON)
        inside = over = False
        for one in said:
            if isinstance(one, str):
                if inside or over:
                    begin_refund(ledger, paid.id, NOON)
                    finish_refund(ledger.connection, paid.id, NOON)
                    inside, over = False, True
                continue
            found = take_news(ledger, "till", [one], NOON)
            inside, over = (
                (inside or (isinstance(one, Confirmed) and not over)) and one != Refunded("ref"),
                over or one == Refunded("ref"),
            )
            assert bool(found) == (one.reference == "ref")
            assert has(ledger, "ann") == 500 * inside
            assert balance(ledger.connection, names.provider("till", "DC")).posted == -500 * inside


def test_what_was_paid_must_be_what_was_asked_for(fresh: Fresh) -> None:
    """Another amount or currency brings nothing in; what is not in cannot be sent back; what was spent neither."""
    with fresh() as ledger:
        paid = begin(ledger.connection, "till", "ann", "DC", 500, "k", NOON)
        with pytest.raises(Refused, match="another payment"):
            begin(ledger.connection, "till", "ann", "DC", 501, "k", NOON)
        note_start(ledger.connection, paid.id, Started("ref"), NOON)
        for wrong in (Confirmed("ref", 499, "DC"), Confirmed("ref", 500, "EUR")):
            with pytest.raises(Refused, match="were asked for"):
                take_news(ledger, "till", [wrong], NOON)
        with pytest.raises(Refused, match="cannot be sent back"):
            begin_refund(ledger, paid.id, NOON)
        assert take_news(ledger, "till", [Confirmed("ref", 500, "DC")], NOON)[0].state is PaymentState.PAID
        ledger.open("bob", "DC")
        ledger.transfer(names.wallet("ann", "DC"), "bob", 1, "spent")
        with pytest.raises(Refused, match="has not so much"):
            begin_refund(ledger, paid.id, NOON)


class Bank(ThreadingHTTPServer):
    """Answers as Stripe's interface does, idempotency keys included, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.made: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.failing = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Counter(BaseHTTPRequestHandler):
    """One request at the bank."""

    server: Bank

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        body = {name: values[0] for name, values in form.items()}
        self.server.asked.append((self.path, body, self.headers["authorization"]))
        if self.server.failing:
            self.server.failing -= 1
            self._answer(500, {})
        elif body.get("amount") == "13":
            self._answer(402, {"error": {"code": "card_declined"}})
        else:
            number = len(self.server.made) + 1
            new = {"id": f"pi_{number}", "client_secret": f"pi_{number}_secret", "status": "succeeded"}
            self._answer(200, self.server.made.setdefault(self.headers["idempotency-key"], new))

    def _answer(self, status: int, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def bank() -> Iterator[Bank]:
    with Bank() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_payment_is_started_and_sent_back_once_however_often_it_is_tried(bank: Bank) -> None:
    """The idempotency key follows from the payment; what fails is said, without the key of the account."""
    stripe = Stripe("sk_test", ["whsec"], address=bank.address)
    wanted = Wanted("p1", "ann", "EUR", 1250)
    bank.failing = 1
    with pytest.raises(ProviderFailed, match="does not answer: 500"):
        stripe.start(wanted)
    started = [stripe.start(wanted) for _ in range(2)]
    assert started == [Started("pi_1", "pi_1_secret")] * 2
    assert stripe.start(Wanted("p2", "ann", "EUR", 1250)).reference == "pi_2"
    path, body, authorization = bank.asked[1]
    assert (path, body["amount"], body["currency"], body["metadata[payment]"]) == (
        "/v1/payment_intents",
        "1250",
        "eur",
        "p1",
    )
    assert authorization == "Bearer sk_test"
    assert [stripe.refund("pi_1", 1250, "p1") for _ in range(2)] == [True, True]
    assert len(bank.made) == 3
    with pytest.raises(ProviderFailed, match="card_declined"):
        stripe.start(Wanted("p3", "ann", "EUR", 13))
    with pytest.raises(ProviderFailed, match="cannot be reached"):
        Stripe("sk", ["w"], address="http://127.0.0.1:9").start(wanted)


def signed(event: object, key: str = "whsec", at: float = NOON.timestamp()) -> tuple[dict[str, str], bytes]:
    """A message as Stripe signs it."""
    body = json.dumps(event).encode()
    made = hmac.new(key.encode(), f"{int(at)}.".encode() + body, sha256).hexdigest()
    return {"stripe-signature": f"t={int(at)},v1={'0' * 64},v1={made}"}, body


def test_only_what_is_signed_in_time_is_believed() -> None:
    """With one of our secrets, within the tolerance, unchanged; and what is about something else says nothing."""
    stripe = Stripe("sk", ["whsec", "older"], tolerance_s=300)
    paid = {
        "type": "payment_intent.succeeded",
        "data": {"object": {"id": "pi_1", "amount_received": 5, "currency": "eur"}},
    }
    for secret in ("whsec", "older"):
        assert stripe.news(*signed(paid, secret), NOON) == [Confirmed("pi_1", 5, "eur")]
    back = {"type": "charge.refunded", "data": {"object": {"payment_intent": "pi_1", "refunded": True}}}
    assert stripe.news(*signed(back), NOON) == [Refunded("pi_1")]
    part = {"type": "charge.refunded", "data": {"object": {"payment_intent": "pi_1", "refunded": False}}}
    assert stripe.news(*signed(part), NOON) == []
    failed = {"type": "payment_intent.payment_failed", "data": {"object": {"id": "pi_1"}}}
    assert stripe.news(*signed(failed), NOON) == [Failed("pi_1")]
    headers, body = signed(paid)
    wrong = [
        (signed(paid, "other"), NOON),
        ((headers, body.replace(b"5", b"6")), NOON),
        ((headers, body), NOON + timedelta(seconds=301)),
        ((headers, body), NOON - timedelta(seconds=301)),
        (({}, body), NOON),
        (({"stripe-signature": "t=x,v1=é"}, body), NOON),
        (signed([]), NOON),
    ]
    for (shown, text), now in wrong:
        with pytest.raises(SignatureInvalid):
            stripe.news(shown, text, now)


def test_by_proof_nobody_outside_is_believed() -> None:
    """Staff say that the money is there; a message does not."""
    proof = ByProof("IBAN …")
    assert proof.start(Wanted("p1", "ann", "EUR", 5)) == Started("p1", "IBAN …")
    with pytest.raises(SignatureInvalid):
        proof.news({}, b"", NOON)
    assert proof.by_staff
    assert proof.refund("p1", 5, "p1")
