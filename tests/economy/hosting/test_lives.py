"""What money does, over HTTP: a fee, escrow, a prize and its correction; a shop; a provider."""

import hmac
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from deltacrown import hookimpl
from deltacrown_economy.providers import PaymentProvider, Started, Stripe, Wanted
from deltacrown_host import Role, Settings
from deltacrown_host.bootstrap import utc_now

from tests.host.conftest import Running, meeting, run
from tests.host.conftest import Someone as Somebody
from tests.servers import NewDatabase

STAGES = [{"key": "ko", "format": "single_elimination"}]
PRIZE = {"pool": {"currency": "DC", "amount": 200}, "rule": "percent", "options": {"percents": [70, 30]}}


class Someone(Somebody):
    """Somebody with an account, and what they ask."""

    def get(self, path: str, **query: Any) -> Any:
        answer = self.http.get(f"/api{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, path: str, body: object = None, *, method: str = "POST", **headers: str) -> httpx.Response:
        sent: dict[str, Any] = {} if body is None else {"json": body}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.request(method, f"/api{path}", headers=named, **sent)

    def done(self, path: str, body: object = None, *, method: str = "POST", **headers: str) -> Any:
        answer = self.send(path, body, method=method, **headers)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def refused(self, path: str, body: object = None, **headers: str) -> tuple[int, str]:
        answer = self.send(path, body, **headers)
        return answer.status_code, answer.json()["code"]

    @property
    def coins(self) -> int:
        """What they can spend."""
        mine = {line["account"]: line["available"] for line in self.get("/wallet")["accounts"]}
        return int(mine.get(f"user:{self.id}:DC", 0))


Meet = Callable[..., Someone]


class Cards(Stripe):
    """The messages are real; starting and sending back are asked of a real server in the tests of the provider."""

    def start(self, wanted: Wanted) -> Started:
        return Started(f"pi_{wanted.id}")

    def refund(self, reference: str, amount: int, key: str) -> bool:  # noqa: ARG002 - the contract's signature
        return False


@pytest.fixture(scope="module")
def host(new_database: NewDatabase) -> Iterator[Running]:
    offering: Callable[[], list[PaymentProvider]] = lambda: [Cards("sk", ["whsec"])]  # noqa: E731 - a hook is a function
    plugin = SimpleNamespace(__name__="cards", register_payment_providers=hookimpl(offering))
    with run(Settings(database_url=new_database(), poll_s=0.01), [plugin]) as running:
        yield running


@pytest.fixture(scope="module")
def meet(host: Running) -> Iterator[Meet]:
    """Makes somebody."""
    with meeting(host, Someone) as meet:
        yield meet


@pytest.fixture(scope="module")
def bank(meet: Meet) -> Callable[[Someone, int], None]:
    """Gives somebody coins: one administrator asks, another approves."""
    one, other = meet(Role.ADMIN), meet(Role.ADMIN)
    one.done("/economy/currencies", {"code": "DC", "exponent": 0, "kind": "virtual"}, method="PUT")

    def give(person: Someone, amount: int) -> None:
        asked = {"person": person.id, "currency": "DC", "amount": amount, "reason": "welcome"}
        made = one.done("/economy/adjustments", asked)
        path = f"/economy/adjustments/{made['id']}/approve"
        assert one.refused(path) == (403, "adjustment.own")
        assert other.done(path)["state"] == "approved"

    return give


def until(wanted: Callable[[], Any]) -> Any:
    """What a job brings, once it is there."""
    for _ in range(3000):
        if found := wanted():
            return found
    raise AssertionError


@pytest.fixture
def cup(meet: Meet) -> tuple[Someone, str]:
    """An organizer and the path of their tournament, which costs 100 and is played for 200."""
    olga, id_ = meet(Role.ORGANIZER), uuid4().hex[:12]
    settings = {"name": "Cup", "stages": STAGES, "fee": {"currency": "DC", "amount": 100}, "prize": PRIZE}
    olga.done("/tournaments", {"id": id_, **settings})
    olga.done(f"/tournaments/{id_}/open-registration")
    return olga, f"/tournaments/{id_}"


def entrant(meet: Meet, bank: Callable[[Someone, int], None], path: str, name: str) -> Someone:
    """Somebody with 500 coins who registers and pays from them."""
    person = meet()
    bank(person, 500)
    person.done(f"{path}/entrants", {"entrant": name})
    paid = [person.done(f"{path}/entrants/{name}/payment/wallet", {}, Idempotency_Key="k") for _ in range(2)]
    assert paid[0] == paid[1]
    assert (paid[0]["parts"][0]["state"], person.coins) == ("held", 400)
    assert person.get(f"{path}/entrants/{name}/payment")["state"] == "verified"
    return person


def test_a_fee_becomes_a_prize_and_a_correction_moves_the_difference(
    meet: Meet, bank: Callable[[Someone, int], None], cup: tuple[Someone, str]
) -> None:
    """Held, captured at the start, paid once, checked; a corrected final takes back and gives, and the sum stays."""
    olga, path = cup
    ann, bob = (entrant(meet, bank, path, name) for name in ("ann", "bob"))
    assert ann.refused(f"{path}/payouts", {}) == (403, "access.permission")
    assert ann.refused(f"{path}/entrants/bob/payment/wallet", {}) == (403, "access.permission")
    assert olga.refused(f"{path}/payouts", {"dry_run": True}) == (409, "prizes.not_allotted")
    olga.done(f"{path}/start")
    until(lambda: {part["state"] for part in olga.get(f"{path}/fees")["parts"]} == {"captured"})
    (final,) = olga.get(f"{path}/matches", state="ready")["matches"]
    olga.done(f"{path}/matches/ko/{final['key']}/result", {"points": [1, 0]}, method="PUT", Idempotency_Key="final")
    foreseen = olga.done(f"{path}/payouts", {"dry_run": True})
    assert (foreseen["available"], foreseen["lacking"], foreseen["transaction"]) == (200, 0, "")
    assert olga.get(f"{path}/analytics")["figures"]["prizes_paid"] == 0
    missing = olga.get(f"{path}/payouts/verify")
    assert (missing["paid"], {line["kind"] for line in missing["findings"]}) == (False, {"missing"})
    paid = [olga.done(f"{path}/payouts", {}) for _ in range(2)]
    assert (paid[0]["moves"], paid[1]["moves"]) == (foreseen["moves"], {})
    assert paid[0]["transaction"] == paid[1]["transaction"]
    assert sorted((ann.coins, bob.coins)) == [460, 540]
    assert olga.get(f"{path}/analytics")["figures"]["prizes_paid"] == 200
    winner, loser = sorted((ann, bob), key=lambda person: -person.coins)
    instead = {"type": "ReportResult", "stage": "ko", "match": final["key"], "score": {"points": [0, 1]}}
    olga.done(f"{path}/commands", {"type": "Amend", "order": "final", "instead": instead, "reason": "swapped"})
    assert olga.refused(f"{path}/payouts", {}) == (409, "prizes.paid_otherwise")
    olga.done(f"{path}/payouts", {"correct": True})
    assert (winner.coins, loser.coins) == (460, 540)
    assert olga.get(f"{path}/payouts/verify") == {"paid": True, "findings": []}
    lines = winner.get("/wallet/DC/history")["lines"]
    assert [line["amount"] for line in lines] == [-80, 140, -100, 500]
    statement = winner.http.get("/api/wallet/DC/statement", params={"format": "csv"})
    assert "a result was corrected,-80,460,DC" in statement.text
    assert winner.http.get("/api/wallet/DC/statement", params={"format": "pdf"}).content.startswith(b"%PDF")
    account = f"/economy/accounts/user:{winner.id}:DC"
    assert olga.http.get(f"/api{account}").status_code == 403
    boss, paid_at = meet(Role.ADMIN), lines[1]["at"]
    assert (boss.get(account)["posted"], boss.get(account, at=paid_at)["posted"]) == (460, 540)
    assert boss.get(f"{account}/statement", until=paid_at)["closing"] == 400
    assert "140,540,DC" in boss.http.get(f"/api{account}/statement", params={"format": "csv"}).text


def test_whoever_leaves_gets_back_what_the_terms_say_and_all_when_it_is_called_off(
    meet: Meet, bank: Callable[[Someone, int], None], cup: tuple[Someone, str]
) -> None:
    """The host's payments say so too; a deposit comes back; asked again, nothing more moves."""
    olga, path = cup
    ann, bob = (entrant(meet, bank, path, name) for name in ("ann", "bob"))
    bank(olga, 50)
    assert olga.done(f"{path}/deposits", {"currency": "DC", "amount": 50})["amount"] == 50
    taking = olga.refused(f"{path}/deposits", {"currency": "DC", "amount": -50})
    assert (taking, olga.coins) == ((400, "ledger.amount_invalid"), 0)
    olga.done(f"{path}/fee-terms", {"keeps": 30}, method="PUT")
    ann.done(f"{path}/entrants/ann", method="DELETE")
    until(lambda: ann.coins == 470)
    assert ann.get(f"{path}/entrants/ann/payment")["state"] == "refunded"
    assert olga.refused(f"{path}/refunds") == (409, "fees.not_cancelled")
    olga.done(f"{path}/cancel", {"reason": "rain"})
    until(lambda: (ann.coins, bob.coins, olga.coins) == (500, 500, 50))
    assert olga.done(f"{path}/refunds")["amount"] == 0
    assert bob.get(f"{path}/entrants/bob/payment")["state"] == "refunded"
    assert bob.refused(f"{path}/entrants/bob/payment/wallet", {}) == (409, "tournament.wrong_phase")


def test_a_shop_sells_what_it_has_and_takes_it_back(meet: Meet, bank: Callable[[Someone, int], None]) -> None:
    """Stock, limits, a code with a budget, credit; bought once for a key; given back to where it came from."""
    boss, ann = meet(Role.ADMIN), meet()
    for person in (boss, ann):
        bank(person, 100)
    sku = f"shirt-{uuid4().hex[:6]}"
    shirt = {"sku": sku, "title": "Shirt", "currency": "DC", "price": 40, "limit_each": 2}
    boss.done("/shop/products", shirt, method="PUT")
    assert boss.done(f"/shop/products/{sku}/stock", {"pieces": 2})["pieces"] == 2
    code, hello = f"TEN-{uuid4().hex[:6]}", f"HELLO-{uuid4().hex[:6]}"
    for name, kind, value in ((code, "percent", 50), (hello, "bonus", 15)):
        boss.done("/promotions", {"code": name, "kind": kind, "value": value, "currency": "DC", "lasts_s": 3600})
        boss.done(f"/promotions/{name}/budget", {"currency": "DC", "amount": 20})
    assert ann.done(f"/promotions/{hello}/credit", Idempotency_Key="k")["amount"] == 15
    assert ann.refused("/shop/purchases", {"sku": sku, "price": 39}) == (409, "product.price_changed")
    wish = {"sku": sku, "price": 40, "code": code}
    bought = [ann.done("/shop/purchases", wish, Idempotency_Key="k") for _ in range(2)]
    assert bought[0] == bought[1]
    assert (bought[0]["discount"], ann.coins) == (20, 95)
    assert ann.refused("/shop/purchases", wish)[1] == "promotion.used_already"
    assert ann.refused("/shop/purchases", {"sku": sku, "price": 80, "pieces": 2}) == (409, "product.sold_out")
    assert boss.get(f"/promotions/{code}")["budget"] == 0
    boss.done(f"/shop/purchases/{bought[0]['id']}/refund", {"reason": "too small"})
    assert (ann.coins, boss.get(f"/promotions/{code}")["budget"]) == (100, 20)
    left = {line["product"]["sku"]: line["left"] for line in ann.get("/shop/products")["products"]}
    assert left[sku] == 2
    assert boss.get("/economy/revenue", by="product")["lines"]
    assert ann.refused("/economy/adjustments", {}) == (403, "access.role")
    boss.done(f"/economy/accounts/user:{ann.id}:DC/freeze", {"reason": "looked into"})
    assert ann.refused("/shop/purchases", {"sku": sku, "price": 40}) == (409, "ledger.account_frozen")


def test_a_provider_brings_money_in_once_and_takes_it_back_once(
    meet: Meet, bank: Callable[[Someone, int], None]
) -> None:
    """Signed messages, repeated and out of order; by proof it is staff who say so."""
    boss, ann = meet(Role.ADMIN), meet()
    bank(ann, 1)
    wanted = {"provider": "stripe", "currency": "DC", "amount": 500}
    paid = [ann.done("/payments", wanted, Idempotency_Key="k") for _ in range(2)]
    assert paid[0] == paid[1]
    reference, id_ = paid[0]["reference"], paid[0]["id"]

    def say(kind: str, *, key: str = "whsec", **thing: object) -> httpx.Response:
        body = json.dumps({"type": kind, "data": {"object": thing}})
        now = int(utc_now().timestamp())
        signed = hmac.new(key.encode(), f"{now}.{body}".encode(), sha256).hexdigest()
        headers = {"stripe-signature": f"t={now},v1={signed}", "content-type": "application/json"}
        return httpx.post(ann.http.base_url.join("/api/payments/hooks/stripe"), content=body, headers=headers)

    there: dict[str, Any] = {"id": reference, "amount_received": 500, "currency": "dc"}
    assert say("payment_intent.succeeded", key="other", **there).json()["code"] == "provider.signature"
    assert ann.coins == 1
    for _ in range(2):
        assert say("payment_intent.succeeded", **there).json() == {"payments": 1}
        assert say("payment_intent.payment_failed", id=reference).status_code == 200
    assert ann.coins == 501
    assert boss.refused(f"/payments/{id_}/confirm") == (400, "provider.speaks_itself")
    assert boss.done(f"/payments/{id_}/refund", {"reason": "by mistake"})["state"] == "refunding"
    assert ann.coins == 1
    for kind in ("charge.refunded", "payment_intent.succeeded"):
        assert say(kind, payment_intent=reference, refunded=True, **there).status_code == 200
    assert (ann.coins, ann.get("/payments")["payments"][0]["state"]) == (1, "refunded")
    proof = ann.done("/payments", {**wanted, "provider": "proof"})
    assert ann.refused(f"/payments/{proof['id']}/confirm") == (403, "access.role")
    assert [boss.done(f"/payments/{proof['id']}/confirm")["state"] for _ in range(2)] == ["paid", "paid"]
    assert ann.coins == 501
    assert boss.done(f"/payments/{proof['id']}/refund", {})["state"] == "refunded"
    assert ann.refused("/payments", {**wanted, "provider": "none"}) == (404, "provider.unknown")
    assert {line["name"] for line in ann.get("/payments/providers")["providers"]} == {"proof", "stripe"}


def test_a_wallet_is_compared_with_a_statement(meet: Meet, bank: Callable[[Someone, int], None]) -> None:
    """A table of several lines: what both know, and what only the other side does."""
    boss, ann = meet(Role.ADMIN), meet()
    bank(ann, 5)
    (line,) = ann.get("/wallet/DC/history")["lines"]
    table = f"reference,amount\n{line['transaction']},5\nunheard-of,7\n"
    found = boss.done("/economy/reconciliations", {"account": f"user:{ann.id}:DC", "csv": table})
    assert {row["reference"]: row["state"] for row in found["lines"]} == {
        line["transaction"]: "matched",
        "unheard-of": "missing",
    }
    assert (found["theirs"], found["ours"]) == (12, 5)
