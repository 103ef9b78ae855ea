"""A host that may send to this machine, and something there that receives."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.host.conftest import Cup, Running, Serve
from tests.host.receiving import Received, Receiver, receiving

ALLOWED = {"webhook_plain_http": True, "webhook_private_addresses": True}
QUICK = {"poll_s": 0.01, "webhook_retry_first_s": 0.001, "webhook_timeout_s": 5}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Receives on this machine."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def sending(serve: Serve) -> Any:
    """Runs a host that may send to this machine, and loses no time."""

    def run(**settings: Any) -> AbstractContextManager[Running]:
        return serve(**{**ALLOWED, **QUICK, **settings})

    return run


def hook(cup: Cup, url: str, **more: Any) -> dict[str, Any]:
    """A new webhook, with its secret."""
    made = cup.post("webhooks", {"url": url, **more})
    assert made.status_code == 201, made.text
    return {**made.json()["webhook"], "secret": made.json()["secret"]}


def line(cup: Cup, id_: str) -> dict[str, Any]:
    """The webhook as it is listed."""
    return next(line for line in cup.get("webhooks").json()["webhooks"] if line["id"] == id_)


def status_of(path: str, statuses: list[int]) -> Any:
    """Answers requests to a path with these, one after the other, and everything else with 200."""

    def answer(received: Received) -> int:
        return statuses.pop(0) if received.path == path and statuses else 200

    return answer
