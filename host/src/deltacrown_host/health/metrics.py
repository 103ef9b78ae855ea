"""`GET /metrics`: what there is to watch, in the text format of Prometheus, for whoever has the token."""

import hmac
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from deltacrown import Problem
from litestar import Request, Response, get
from sqlalchemy import Connection, func, select

from deltacrown_host.access.needs import OWN_TOKEN
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.delivery.tables import notifier_cursors
from deltacrown_host.edge.measures import head
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.tournaments.tables import tournaments

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@get("/metrics", opt=OWN_TOKEN, include_in_schema=False)
async def metrics(request: Request[Any, Any, Any], host: HostDependency) -> Response[str]:
    """Requests of this process, and what the database says; hidden where no token is set."""
    _admit(request.headers.get("authorization", ""), host.settings.metrics_token)
    events, failing = await host.database.query(_asked)
    lines = [
        *host.measures.lines(),
        *_gauge("sockets_open", "Sockets in the rooms of this process.", host.rooms.seats),
        *_gauge("orders_waiting", "Writes that wait in this process, or are under way.", host.desk.under_way),
        *_gauge("events_written", "Events in all journals.", events),
        *_gauge("deliveries_failing", "Tournaments of which a notifier's last delivery failed.", failing),
    ]
    return Response("\n".join([*lines, ""]), headers={"content-type": MEDIA_TYPE})


def _admit(shown: str, token: str) -> None:
    if not token:
        raise TurnedAway(HTTPStatus.NOT_FOUND, Problem("route.unknown", "there is nothing here"))
    if not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        problem = Problem("access.token_invalid", "this opens nothing")
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, problem, {"www-authenticate": "Bearer"})


def _gauge(name: str, said: str, value: int) -> Iterator[str]:
    yield from head(f"deltacrown_{name}", "gauge", said)
    yield f"deltacrown_{name} {value}"


def _asked(connection: Connection) -> tuple[int, int]:
    """The events in all journals, and the deliveries that failed last."""
    events = connection.execute(select(func.coalesce(func.sum(tournaments.c.version), 0))).scalar_one()
    failing = select(func.count()).select_from(notifier_cursors).where(notifier_cursors.c.attempts > 0)
    return int(events), connection.execute(failing).scalar_one()
