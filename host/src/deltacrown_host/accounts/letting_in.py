"""The guard at every door: it finds out who is there, and turns away whoever may not do what the route needs.

A draft, and what was hidden, is there for its staff and for administrators only: whoever else asks is told that there
is no such tournament.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from deltacrown import Problem
from litestar import WebSocket
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from deltacrown_host.access.caller import NOBODY, Caller, Via
from deltacrown_host.access.needs import READING, admit, needed_by
from deltacrown_host.access.roles import STAFF
from deltacrown_host.accounts.credentials import Credential, caller, shown
from deltacrown_host.edge.turned_away import SocketTurnedAway, TurnedAway
from deltacrown_host.store.refusals import unknown
from deltacrown_host.tournaments.projection import hidden as is_hidden

if TYPE_CHECKING:
    from deltacrown_host.bootstrap import Host

TOKEN_EXPIRED = 4002
NOT_ALLOWED = 4003
UNKNOWN = 4404
Asking = ASGIConnection[Any, Any, Any, Any]


async def let_in(connection: Asking, handler: BaseRouteHandler) -> None:
    """Find out who asks, for whatever comes after, and turn away whoever may not. Raises TurnedAway."""
    try:
        who, hidden = (NOBODY, False) if handler.opt.get("own_token") else await _who(connection)
        connection.scope["state"]["caller"] = who
        if hidden:
            await _deny(connection)
        admit(who, needed_by(handler))
    except TurnedAway as away:
        if not isinstance(connection, WebSocket):
            raise
        # A browser tells its page the code only of a socket that was open.
        await connection.accept()
        expired = away.problem.code == "access.token_expired"
        code = TOKEN_EXPIRED if expired else NOT_ALLOWED
        raise SocketTurnedAway(detail=away.problem.message, code=code) from away


async def _deny(connection: Asking) -> None:
    """There is no such tournament, for whoever asks. Raises Refused, and closes a socket."""
    if isinstance(connection, WebSocket):
        await connection.accept()
        raise SocketTurnedAway(detail="no such tournament", code=UNKNOWN)
    raise unknown(connection.path_params["tournament"])


async def _who(connection: Asking) -> tuple[Caller, bool]:
    """Who asks, and whether the tournament that they ask about is hidden from them."""
    credential, tournament = shown(connection), str(connection.path_params.get("tournament", ""))
    if credential and credential.via is Via.SESSION and connection.scope.get("method", "GET") not in READING:
        _from_our_pages(connection)
    host = connection.app.state.host
    who = await _known(host, credential, tournament) if credential else NOBODY
    return who, bool(tournament) and await _is_hidden(host, who, tournament)


async def _known(host: "Host", credential: Credential, tournament: str) -> Caller:
    """Who shows this. Raises TurnedAway."""
    now, asked, state = host.clock(), (credential, tournament), host.known.state
    who = host.known.find(asked, now)
    if who is None:
        who = await host.database.query(caller, host.signing_key, credential, tournament, now)
        host.known.keep(asked, who, now, state)
    return who


async def _is_hidden(host: "Host", who: Caller, tournament: str) -> bool:
    if who.permissions.intersection(STAFF):
        return False
    if host.house.hides(f"tournament/{tournament}"):
        return True
    return not host.desk.live.is_public(tournament) and await host.database.query(is_hidden, tournament)


def _from_our_pages(connection: Asking) -> None:
    """A cookie comes along whoever sends a browser here; only our own pages may write with it. Raises TurnedAway.

    `edge.admission` has judged the origin where one is named; here it must be named, or the browser must say that the
    request comes from this site (Fetch Metadata).
    """
    headers = connection.headers
    if "origin" not in headers and headers.get("sec-fetch-site") != "same-origin":
        problem = Problem("access.forged", "a browser's session writes only from pages of this host", "Origin")
        raise TurnedAway(HTTPStatus.FORBIDDEN, problem)
