"""Bodies arrive in time, or not at all: whoever sends one byte a minute holds up nothing here."""

import asyncio
from http import HTTPStatus
from typing import Any

from deltacrown import Problem
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from deltacrown_host.edge.admission import has_body
from deltacrown_host.edge.turned_away import CallerGone, TurnedAway


class Arrival(ASGIMiddleware):
    """Gives every body the same time to arrive. Raises TurnedAway and CallerGone where the body is read."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Watch the body, where there is one."""
        watched = _in_time(receive, self._timeout_s) if has_body(Headers.from_scope(scope)) else receive
        await next_app(scope, watched, send)


def _in_time(receive: Receive, timeout_s: float) -> Receive:
    due = asyncio.get_running_loop().time() + timeout_s
    complete = False

    async def watched() -> Any:
        nonlocal complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout_at(due):
                message: Any = await receive()
        except TimeoutError:
            problem = Problem("body.too_slow", f"a body arrives within {timeout_s:g} seconds")
            # What is still to come of the body is no next request.
            raise TurnedAway(HTTPStatus.REQUEST_TIMEOUT, problem, {"connection": "close"}) from None
        if message["type"] == "http.disconnect":
            raise CallerGone
        complete = not message.get("more_body", False)
        return message

    return watched
