"""Making webhooks, and who may."""

from typing import Any

import pytest

from tests.host.conftest import Cup, Running, client
from tests.host.webhooks.conftest import hook

URL = "https://example.org/hook"


def test_the_secret_is_shown_once(running: Running) -> None:
    """Whoever makes a webhook gets what it signs with; no list has it."""
    cup = running.cup(())
    made = hook(cup, URL, events=["MatchCompleted"])
    assert made["secret"].startswith("whsec_")
    listed = cup.get("webhooks")
    assert made["secret"] not in listed.text
    del made["secret"]
    assert listed.json() == {"webhooks": [made]}


def test_unknown_kinds_of_events_are_named(running: Running) -> None:
    """The reason says which."""
    answer = running.cup(()).post("webhooks", {"url": URL, "events": ["MatchCompleted", "Rain"]})
    assert (answer.status_code, answer.json()["code"]) == (400, "webhook.event_unknown")
    assert answer.json()["problems"][0]["field"] == "events.1"


def test_a_tournament_has_only_so_many_webhooks(running: Running) -> None:
    """Twenty."""
    cup = running.cup(())
    for _ in range(20):
        hook(cup, URL)
    answer = cup.post("webhooks", {"url": URL})
    assert (answer.status_code, answer.json()["code"]) == (409, "webhook.too_many")


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("GET", "/failures"), ("POST", "/replay")])
def test_a_webhook_of_another_tournament_is_not_there(running: Running, method: str, path: str) -> None:
    """Each tournament's webhooks are its own."""
    made = hook(running.cup(()), URL)
    other = running.cup(())
    answer = running.http.request(method, f"{other.path}/webhooks/{made['id']}{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "webhook.unknown")


def test_there_are_no_webhooks_of_no_tournament(running: Running) -> None:
    """The tournament must be there."""
    answer = running.http.post("/api/tournaments/nowhere/webhooks", json={"url": URL})
    assert (answer.status_code, answer.json()["code"]) == (404, "tournament.unknown")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", ""), ("DELETE", "/x"), ("GET", "/x/failures"), ("POST", "/x/replay")]
)
def test_only_who_manages_the_tournament_sees_its_webhooks(running: Running, method: str, path: str) -> None:
    """Others are turned away, whatever they ask."""
    cup: Cup = running.cup(())
    body: Any = {"json": {"url": URL}} if (method, path) == ("POST", "") else {}
    with client(running.url) as nobody:
        answer = nobody.request(method, f"{cup.path}/webhooks{path}", **body)
    assert (answer.status_code, answer.json()["code"]) == (401, "access.not_signed_in")
