"""Hosts that are killed while they send webhooks."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from tests.host.processes import environment, key_of_organizer, process
from tests.host.receiving import Received, Receiver
from tests.host.webhooks.conftest import ALLOWED, QUICK, hook

GROUP = [{"key": "group", "format": "round_robin"}]


def test_every_webhook_arrives_though_hosts_are_killed_under_load(
    visit: Callable[..., Any], tmp_path: Path, database_url: str, receiver: Receiver
) -> None:
    """Two hosts on one database, one of them killed in the middle: what was committed arrives, in order, on both hooks."""
    quick = {**QUICK, "lease_s": 0.2, "webhook_timeout_s": 0.4}
    variables = environment(tmp_path, database_url, "", **ALLOWED, **quick)
    key = key_of_organizer(variables)
    with ExitStack() as stack:
        doomed, other = (stack.enter_context(process(variables)) for _ in range(2))
        visited = visit(doomed.url, key)
        cups = [visited.cup([f"t{number}" for number in range(8)], GROUP) for _ in range(2)]
        began = [hook(cup, f"{receiver.url}/{cup.id}")["delivered_seq"] for cup in cups]
        answered: list[Received] = []

        def answer(received: Received) -> int:
            answered.append(received)
            if len(answered) == 15:
                doomed.popen.kill()
            # Some are refused, so that attempts are made again all the while.
            return 500 if len(answered) % 7 == 0 else 200

        receiver.answer.append(answer)
        keys = [(cup, match["key"]) for cup in cups for match in cup.matches()]

        def report(cup: Any, match: str, on: Any) -> None:
            try:
                type(cup)(on, cup.id).report(match, 1, 0, stage="group", idempotency_key=f"result-{cup.id}-{match}")
            except httpx.TransportError:
                return

        with ThreadPoolExecutor(4) as clients:
            list(clients.map(lambda pair: report(pair[0], pair[1], visited), keys))
        surviving = visit(other.url, key)
        for cup, match in keys:
            report(cup, match, surviving)
        for cup, after in zip(cups, began, strict=True):
            _hears_everything(receiver, type(cup)(surviving, cup.id), after, answered)
        assert doomed.popen.wait() < 0


def _hears_everything(receiver: Receiver, cup: Any, after: int, answered: list[Received]) -> None:
    """Wait until every event of the tournament has come; the first time that each comes is in its order."""
    expected = list(range(after + 1, cup.version + 1))
    while True:
        bodies = [json.loads(received.body) for received in tuple(answered) if received.path == f"/{cup.id}"]
        seqs = list(dict.fromkeys(body["data"]["seq"] for body in bodies))
        if len(seqs) == len(expected):
            break
        receiver.next()
    assert seqs == expected
