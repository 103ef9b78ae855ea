"""What somebody who watches asks for by HTTP: a ticket to show on a socket."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from attrs import frozen
from deltacrown import Problem
from litestar import Request, Router, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_201_CREATED

from deltacrown_host.access.needs import ANYONE, caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.realtime import tickets

Asked = Request[Any, Any, Any]


@frozen
class Ticket:
    """To be shown once, within `expires_in` seconds, on a socket of the tournament or of one of its matches."""

    ticket: str
    expires_in: float


@post("/{tournament:str}/ticket", status_code=HTTP_201_CREATED, summary="Ask for a ticket", opt=ANYONE)
async def ticket(tournament: FromPath[str], request: Asked, host: HostDependency) -> Ticket:
    """A ticket with which a page says on a socket who it is: `{"type": "auth", "ticket": "…"}`."""
    caller = caller_of(request)
    if not caller.signed_in:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, Problem("access.not_signed_in", "sign in first"))
    await host.desk.look(tournament, lambda standing, _: standing.version)
    lasts = timedelta(seconds=host.settings.ticket_s)
    made = await host.database.transaction(tickets.issue, caller.user, tournament, host.clock(), lasts)
    return Ticket(made, host.settings.ticket_s)


router = Router("/api/tournaments", route_handlers=[ticket], tags=["Watching"])
