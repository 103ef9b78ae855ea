"""What requests cost, counted for Prometheus: how many by method, route and status, and how long they took."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import TypeAlias

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ANSWERED = "deltacrown_requests_total"
_TOOK = "deltacrown_request_seconds"

Route: TypeAlias = tuple[str, str]
"""Its method and its path, with the names of what varies: so there are as many as there are routes."""


class Measures(ASGIMiddleware):
    """Counts in this process, on the event loop's thread."""

    scopes = (ScopeType.HTTP,)

    def __init__(self) -> None:
        self._answered: Counter[tuple[Route, int]] = Counter()
        self._within: dict[Route, Counter[int]] = {}
        self._took_s: defaultdict[Route, float] = defaultdict(float)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Count the request, once it is answered."""
        begun, status = time.perf_counter(), 0

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, seen)
        finally:
            # Without a status nobody was there any more to take the answer.
            if status:
                route = (str(scope.get("method", "-")), scope["path_template"])
                self._count(route, status, time.perf_counter() - begun)

    def _count(self, route: Route, status: int, took_s: float) -> None:
        self._answered[route, status] += 1
        place = next((place for place, bound in enumerate(BOUNDS_S) if took_s <= bound), len(BOUNDS_S))
        self._within.setdefault(route, Counter())[place] += 1
        self._took_s[route] += took_s

    def lines(self) -> Iterator[str]:
        """The counts in the text format of Prometheus."""
        yield from head(_ANSWERED, "counter", "Requests that were answered.")
        for ((method, path), status), count in sorted(self._answered.items()):
            yield f'{_ANSWERED}{{method="{method}",route="{path}",status="{status}"}} {count}'
        yield from head(_TOOK, "histogram", "How long requests took.")
        for (method, path), within in sorted(self._within.items()):
            of = f'method="{method}",route="{path}"'
            counts = list(accumulate(within[place] for place in range(len(BOUNDS_S) + 1)))
            for bound, count in zip([*map(str, BOUNDS_S), "+Inf"], counts, strict=True):
                yield f'{_TOOK}_bucket{{{of},le="{bound}"}} {count}'
            yield f"{_TOOK}_sum{{{of}}} {self._took_s[method, path]:.6f}"
            yield f"{_TOOK}_count{{{of}}} {counts[-1]}"


def head(name: str, kind: str, said: str) -> Iterator[str]:
    """What comes before the values of one measure."""
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} {kind}"
