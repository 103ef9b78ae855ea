"""What arrives at an endpoint: signed, in order, with names; and what is tried again."""

import base64
import hashlib
import hmac
import json
from threading import Event
from typing import Any

import httpx
import pytest

from tests.host.receiving import Received, Receiver
from tests.host.webhooks.conftest import hook, line, status_of


def verified(received: Received, secret: str) -> dict[str, Any]:
    """The payload, once its signature is found right by the rule of the specification."""
    headers = received.headers
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{received.body.decode()}"
    key = base64.b64decode(secret.split("_")[1])
    expected = base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert len(received.body) < 20_000
    payload: dict[str, Any] = json.loads(received.body)
    return payload


def seqs(receiver: Receiver, count: int, path: str = "/") -> list[int]:
    """The numbers of the events that arrive next at a path."""
    found: list[int] = []
    while len(found) < count:
        received = receiver.next()
        if received.path == path:
            found.append(json.loads(received.body)["data"]["seq"])
    return found


def test_every_event_arrives_signed_and_in_order(sending: Any, receiver: Receiver) -> None:
    """From the webhook's beginning on: who is named in an event is named as others see them; nothing else of anyone."""
    with sending() as running:
        cup = running.cup()
        made = hook(cup, f"{receiver.url}/hook")
        cup.play()
        version = cup.version
        arrived = [receiver.next() for _ in range(version - 9)]
    payloads = [verified(received, made["secret"]) for received in arrived]
    assert [payload["data"]["seq"] for payload in payloads] == list(range(10, version + 1))
    assert len({received.headers["webhook-id"] for received in arrived}) == version - 9
    first = payloads[0]
    assert (first["type"], first["data"]["tournament"]) == ("MatchCompleted", {"id": cup.id, "name": "Cup"})
    assert first["data"]["names"] == {"a": "A", "d": "D"}
    assert first["data"]["event"]["match"] == "R1-1"
    assert {key for payload in payloads for key in payload} == {"type", "timestamp", "data"}
    assert {key for payload in payloads for key in payload["data"]} == {"tournament", "seq", "event", "names"}


def test_an_event_too_large_to_send_is_only_announced(sending: Any, receiver: Receiver) -> None:
    """A body stays below 20 kB: of a larger event come its kind and number, by which it can be read."""
    with sending() as running:
        cup = running.cup(())
        for number in range(100):
            assert cup.register(f"{number:03}-{'x' * 60}", "X" * 100).status_code == 201
        made = hook(cup, receiver.url, events=["TournamentStarted"])
        cup.post("start")
        payload = verified(receiver.next(), made["secret"])
    assert (payload["type"], payload["data"]["seq"], payload["data"]["event"]) == ("TournamentStarted", 103, None)


def test_a_failed_event_is_tried_again_and_the_order_kept(sending: Any, receiver: Receiver) -> None:
    """What fails comes again, with the same id, before anything that happened after it."""
    receiver.answer.append(status_of("/", [500, 204, 302, 429]))
    with sending() as running:
        cup = running.cup()
        hook(cup, receiver.url + "/")
        cup.play()
        arrived = [receiver.next() for _ in range(cup.version - 9 + 3)]
    numbers = [json.loads(received.body)["data"]["seq"] for received in arrived]
    assert numbers[:6] == [10, 10, 11, 11, 11, 12]
    assert arrived[0].headers["webhook-id"] == arrived[1].headers["webhook-id"]
    assert {received.path for received in arrived} == {"/"}


def test_only_the_wanted_kinds_of_events_are_sent(sending: Any, receiver: Receiver) -> None:
    """`events` keeps a webhook to some kinds; the others are passed over."""
    with sending() as running:
        cup = running.cup()
        hook(cup, receiver.url, events=["TournamentCompleted"])
        cup.play()
        assert json.loads(receiver.next().body)["type"] == "TournamentCompleted"
    assert receiver.arrived.empty()


def test_one_slow_endpoint_holds_up_nobody_else(sending: Any, receiver: Receiver) -> None:
    """While one endpoint keeps its caller waiting, another hears of everything."""
    done = Event()

    def answer(received: Received) -> int:
        if received.path == "/slow":
            done.wait(20)
        return 200

    receiver.answer.append(answer)
    with sending(webhook_timeout_s=30) as running:
        cup = running.cup()
        hook(cup, receiver.url + "/slow")
        hook(cup, receiver.url + "/quick")
        cup.play()
        assert seqs(receiver, cup.version - 9, "/quick") == list(range(10, cup.version + 1))
        done.set()


def test_an_endpoint_that_does_not_answer_in_time_has_failed(sending: Any, receiver: Receiver) -> None:
    """After the timeout the attempt counts as failed, and says so."""
    done = Event()
    receiver.answer.append(lambda _: 200 if done.wait(20) else 500)
    with sending(webhook_timeout_s=0.05, webhook_retry_first_s=60) as running:
        cup = running.cup()
        made = hook(cup, receiver.url)
        cup.play()
        found = until(lambda: line(cup, made["id"]), lambda shown: shown["last_error"])
        done.set()
    assert (found["last_error"], found["attempts"]) == ("no answer within 0.05 seconds", 1)


def until(look: Any, good: Any) -> Any:
    """What is seen once it is as it should be."""
    for _ in range(2000):
        if good(seen := look()):
            return seen
    raise AssertionError


def test_what_is_given_up_can_be_seen_and_sent_again(sending: Any, receiver: Receiver) -> None:
    """After so many attempts an event is put aside; after so many of those the webhook is disabled, and says why."""
    working: list[bool] = []
    receiver.answer.append(lambda _: 200 if working else 503)
    with sending(webhook_attempts=2, webhook_given_up=2) as running:
        cup = running.cup()
        made = hook(cup, receiver.url)
        cup.play()
        disabled = until(lambda: line(cup, made["id"]), lambda shown: shown["disabled_at"])
        assert disabled["disabled_because"] == "2 events in a row were given up; the last: answered 503"
        assert [json.loads(receiver.next().body)["data"]["seq"] for _ in range(4)] == [10, 10, 11, 11]
        failures = cup.get(f"webhooks/{made['id']}/failures").json()["failures"]
        assert [(failure["seq"], failure["error"]) for failure in failures] == [
            (10, "answered 503"),
            (11, "answered 503"),
        ]
        working.append(True)
        assert cup.post(f"webhooks/{made['id']}/replay").json() == {"events": 2}
        assert seqs(receiver, cup.version - 9, "/") == list(range(10, cup.version + 1))
        until(lambda: line(cup, made["id"]), lambda shown: shown["delivered_seq"] == cup.version)
        assert cup.get(f"webhooks/{made['id']}/failures").json() == {"failures": []}
        assert line(cup, made["id"])["disabled_at"] is None


def test_an_endpoint_that_is_gone_is_disabled_at_once(sending: Any, receiver: Receiver) -> None:
    """410 means: never again."""
    receiver.answer.append(lambda _: 410)
    with sending() as running:
        cup = running.cup()
        made = hook(cup, receiver.url)
        cup.play()
        shown = until(lambda: line(cup, made["id"]), lambda shown: shown["disabled_at"])
    assert (shown["disabled_because"], shown["delivered_seq"]) == ("answered 410", 9)


def test_a_removed_webhook_hears_nothing_more(sending: Any, receiver: Receiver) -> None:
    """What happens after its removal is not sent to it."""
    with sending() as running:
        cup = running.cup()
        made = hook(cup, receiver.url + "/removed")
        hook(cup, receiver.url + "/kept")
        assert cup.on.http.delete(f"{cup.path}/webhooks/{made['id']}").status_code == 204
        cup.play()
        seqs(receiver, cup.version - 9, "/kept")
        assert [shown["url"] for shown in cup.get("webhooks").json()["webhooks"]] == [receiver.url + "/kept"]
    assert receiver.arrived.empty()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "discord",
            {"content": "Cup: A & <@b> against D 1\N{EN DASH}0: A & <@b> wins.", "allowed_mentions": {"parse": []}},
        ),
        ("slack", {"text": "Cup: A &amp; &lt;@b&gt; against D 1\N{EN DASH}0: A &amp; &lt;@b&gt; wins."}),
    ],
)
def test_channels_are_told_results_in_a_sentence(
    sending: Any, receiver: Receiver, kind: str, expected: dict[str, Any]
) -> None:
    """As Discord and Slack take it; names are text and ping nobody."""
    with sending() as running:
        cup = running.cup(())
        cup.register("a", "A & <@b>")
        for entrant in "bcd":
            cup.register(entrant)
        cup.post("start")
        hook(cup, receiver.url, kind=kind)
        cup.report("R1-1", 1, 0)
        assert json.loads(receiver.next().body) == expected


def test_the_host_of_the_address_is_named(sending: Any, receiver: Receiver) -> None:
    """The connection goes to the address that was judged; the request names the host as it was given."""
    with sending() as running:
        cup = running.cup()
        port = httpx.URL(receiver.url).port
        hook(cup, f"http://localhost:{port}/hook?a=b")
        cup.report("R1-1", 1, 0)
        received = receiver.next()
    assert (received.headers["host"], received.path) == (f"localhost:{port}", "/hook?a=b")
