"""The guard behind the one that lets people in: nothing is written while the host stands still."""

from http import HTTPStatus
from typing import Any

from deltacrown import Problem
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from deltacrown_host.access.needs import READING
from deltacrown_host.edge.turned_away import TurnedAway

WHEN_STOPPED = {"when_stopped": True}
"""The `opt` of a route that writes even then, for somebody must get the host going again."""


async def keep_still(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Turn away whoever writes while nothing is written. Raises TurnedAway."""
    stopped = connection.app.state.host.house.stopped
    if stopped and connection.scope.get("method", "GET") not in READING and not handler.opt.get("when_stopped"):
        problem = Problem("host.stopped", f"nothing is written here just now: {stopped}")
        raise TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, problem, {"retry-after": "60"})
