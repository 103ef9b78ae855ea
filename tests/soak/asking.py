"""Asking hosts that come and go: again and again, under the same key, until one of them answers for certain."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from threading import Lock
from typing import Any

import httpx
import rich_click as click
from attrs import define, field

_NOT_NOW = frozenset({429, 502, 503, 504})
_PATIENCE_S = 240.0


@define
class Book:
    """What the soak has found, and how often what happened."""

    findings: list[str] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)
    _lock: Lock = field(factory=Lock)

    def found(self, what: str) -> None:
        """Something is not as it must be."""
        with self._lock:
            self.findings.append(what)
        click.echo(f"FOUND: {what}")

    def count(self, what: str, times: int = 1) -> None:
        """It happened once more."""
        with self._lock:
            self.counts[what] += times


class Asker:
    """Somebody with a key, who asks whichever host is there."""

    def __init__(self, urls: Sequence[str], key: str, book: Book) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._hosts = [httpx.Client(base_url=f"{url}/api", headers=headers, timeout=30) for url in urls]
        self._book = book

    def ask(self, method: str, path: str, body: object = None, order: str = "", **more: Any) -> httpx.Response:
        """The answer of a host. A write is the same write however often it is sent."""
        sent: dict[str, Any] = {**more, **({} if body is None else {"json": body})}
        headers = {"Idempotency-Key": order} if order else {}
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            try:
                answer = random.choice(self._hosts).request(method, path, headers=headers, **sent)
            except httpx.TransportError:
                self._book.count("asked again: nobody answered")
            else:
                if answer.status_code not in _NOT_NOW:
                    if answer.is_server_error:
                        self._book.found(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
                    return answer
                self._book.count(f"asked again: {answer.status_code} {answer.json().get('code', '')}")
            time.sleep(random.uniform(0.1, 0.6))
        message = f"{method} {path} was not answered for {_PATIENCE_S:.0f} s"
        raise TimeoutError(message)

    def done(self, method: str, path: str, body: object = None, order: str = "", **more: Any) -> Any:
        """The answer as data, to what must be possible."""
        answer = self.ask(method, path, body, order, **more)
        if answer.is_error:
            message = f"{method} {path}: {answer.status_code} {answer.text[:300]}"
            raise AssertionError(message)
        return answer.json() if answer.content else None
