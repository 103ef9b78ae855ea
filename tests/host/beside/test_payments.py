"""Entry fees by proof: none, submitted, verified or rejected, refunded."""

import pytest

from tests.host.beside.conftest import PNG, Scene, Someone, code

FORBIDDEN = (403, "access.permission")
PROOF = {"file": ("receipt.png", PNG, "image/png")}


@pytest.fixture
def fee(scene: Scene) -> tuple[Someone, Someone, str]:
    """Somebody who registered, somebody who looks after payments, and the path of the payment."""
    return scene.entrant("a"), scene.staff("payments"), f"{scene.path}/entrants/a/payment"


def test_a_fee_is_shown_rejected_shown_again_verified_and_refunded(
    scene: Scene, fee: tuple[Someone, Someone, str]
) -> None:
    """Every step is kept, with who took it and when; no step is taken out of turn."""
    ann, rita, path = fee
    assert ann.http.get(path).json() == {"entrant": "a", "state": "none", "steps": []}
    assert code(rita.http.post(f"{path}/verify")) == (409, "payment.wrong_state")
    assert ann.http.post(f"{path}/proof", files=PROOF).json()["state"] == "submitted"
    assert code(ann.http.post(f"{path}/proof", files=PROOF)) == (409, "payment.wrong_state")
    assert code(rita.http.post(f"{path}/refund", json={})) == (409, "payment.wrong_state")
    assert code(rita.http.post(f"{path}/reject", json={"reason": " "})) == (400, "reason.empty")
    assert rita.http.post(f"{path}/reject", json={"reason": "not readable"}).json()["state"] == "rejected"
    assert code(rita.http.post(f"{path}/verify")) == (409, "payment.wrong_state")
    assert ann.http.post(f"{path}/proof", files=PROOF).status_code == 201
    assert rita.http.post(f"{path}/verify").json()["state"] == "verified"
    refunded = rita.http.post(f"{path}/refund", json={"reason": "called off"})
    steps = refunded.json()["steps"]
    assert [(step["state"], step["actor"], step["reason"]) for step in steps] == [
        ("submitted", ann.id, ""),
        ("rejected", rita.id, "not readable"),
        ("submitted", ann.id, ""),
        ("verified", rita.id, ""),
        ("refunded", rita.id, "called off"),
    ]
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    assert code(ann.http.post(f"{path}/proof", files=PROOF)) == (409, "payment.wrong_state")
    lines = scene.owner.http.get(f"{scene.path}/payments").json()["payments"]
    assert lines == [{"entrant": "a", "state": "refunded"}]


def test_a_payment_is_between_the_entrant_and_staff(scene: Scene, fee: tuple[Someone, Someone, str]) -> None:
    """Nobody else sees it or the proof, and no entrant decides on their own payment."""
    ann, rita, path = fee
    bob = scene.entrant("b")
    proof = ann.http.post(f"{path}/proof", files=PROOF).json()["steps"][0]["proof"]
    for person in (ann, rita):
        got = person.http.get(f"{path}/proofs/{proof}")
        assert (got.status_code, got.content) == (200, PNG)
        assert got.headers["content-disposition"].startswith("attachment")
    for other in (bob, scene.staff("results", "registrations")):
        assert code(other.http.get(path)) == FORBIDDEN
        assert code(other.http.get(f"{path}/proofs/{proof}")) == FORBIDDEN
        assert code(other.http.post(f"{path}/proof", files=PROOF)) == FORBIDDEN
        assert code(other.http.get(f"{scene.path}/payments")) == FORBIDDEN
    for action in ("verify", "reject", "refund"):
        assert code(ann.http.post(f"{path}/{action}", json={"reason": "x"})) == FORBIDDEN
    # A proof is found under its own entrant alone.
    assert code(rita.http.get(f"{scene.path}/entrants/b/payment/proofs/{proof}")) == (404, "file.unknown")
    assert code(rita.http.get(f"{scene.path}/entrants/nobody/payment")) == (404, "entrant.unknown")


def test_a_repeated_step_is_taken_once(scene: Scene, fee: tuple[Someone, Someone, str]) -> None:
    """The same key and content change nothing more; another content under the key is refused; no file is left over."""
    ann, rita, path = fee
    before = len(list(scene.files.iterdir()))
    key = {"Idempotency-Key": "k1"}
    first, again = (ann.http.post(f"{path}/proof", files=PROOF, headers=key) for _ in range(2))
    assert (first.json(), first.status_code) == (again.json(), again.status_code)
    other = ann.http.post(f"{path}/proof", files={"file": ("a.png", PNG + b"!")}, headers=key)
    assert code(other) == (409, "command.reused")
    assert len(list(scene.files.iterdir())) == before + 1
    rejected = [rita.http.post(f"{path}/reject", json={"reason": "no"}, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in rejected] == [409, 409]
    key = {"Idempotency-Key": "k2"}
    for _ in range(2):
        answer = rita.http.post(f"{path}/reject", json={"reason": "no"}, headers=key)
        assert (answer.json()["state"], len(answer.json()["steps"])) == ("rejected", 2)


def test_withdrawn_entrants_are_refunded(scene: Scene, fee: tuple[Someone, Someone, str]) -> None:
    """Whoever leaves keeps their payment's record."""
    ann, rita, path = fee
    ann.http.post(f"{path}/proof", files=PROOF)
    rita.http.post(f"{path}/verify")
    assert ann.http.delete(f"{scene.path}/entrants/a").status_code == 200
    assert rita.http.post(f"{path}/refund", json={}).json()["state"] == "refunded"
