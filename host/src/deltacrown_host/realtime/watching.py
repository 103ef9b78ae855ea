"""What somebody who watches asks for by HTTP: a ticket to show on a socket, or the events themselves."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any

from attrs import frozen
from deltacrown import Problem
from litestar import Request, Router, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_201_CREATED

from deltacrown_host.access.needs import ANYONE, caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.realtime import stream as stream_codes
from deltacrown_host.realtime import tickets
from deltacrown_host.realtime.attendance import address_of
from deltacrown_host.realtime.server_sent import MEDIA_TYPE, told
from deltacrown_host.realtime.stream import Closed
from deltacrown_host.realtime.watched import Watched, read_after
from deltacrown_host.store.refusals import unknown

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


@get("/{tournament:str}/stream", media_type=MEDIA_TYPE, summary="Watch by server-sent events")
async def stream(
    tournament: FromPath[str],
    request: Asked,
    host: HostDependency,
    after: Annotated[int, QueryParameter(ge=0, description="only events after this number")] = 0,
) -> Stream:
    """Every event after a number, then each as it happens, as on a socket. `Last-Event-ID` goes before `after`."""
    last = request.headers.get("last-event-id")
    try:
        reached = after if last is None else read_after(last)
        pieces = told(host, Watched(tournament), reached, address_of(request), caller_of(request).user)
        # Only with the first piece is it known whether they may come in.
        first = await anext(pieces)
    except Closed as closed:
        raise _as_problem(closed, tournament) from closed
    # Any site may show what everyone may see: no cookie is sent along for this.
    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "access-control-allow-origin": "*"}
    return Stream(_with_first(first, pieces), media_type=MEDIA_TYPE, headers=headers)


async def _with_first(first: str, pieces: AsyncGenerator[str]) -> AsyncGenerator[str]:
    # Closed with this one, so that nobody holds a place who has gone.
    async with aclosing(pieces):
        yield first
        async for piece in pieces:
            yield piece


def _as_problem(closed: Closed, tournament: str) -> Exception:
    match closed.code:
        case stream_codes.UNKNOWN:
            return unknown(tournament)
        case stream_codes.BAD_AFTER:
            return TurnedAway(HTTPStatus.BAD_REQUEST, Problem("field.invalid", closed.reason, "Last-Event-ID"))
        case stream_codes.AHEAD:
            ahead = Problem("stream.ahead", "your number is ahead of the tournament: load it again", "after")
            return TurnedAway(HTTPStatus.CONFLICT, ahead)
    crowded = Problem("stream.connection_limit_exceeded", "you have, or your address has, enough connections already")
    full = Problem("stream.room_full", "nobody else can watch this tournament just now")
    return TurnedAway(HTTPStatus.TOO_MANY_REQUESTS, full if closed.error == "room_full" else crowded)


router = Router("/api/tournaments", route_handlers=[ticket, stream], tags=["Watching"])
