"""The guard at every door: it finds out who is there, and turns away whoever may not do what the route needs."""

from http import HTTPStatus
from typing import Any

from deltacrown import Problem
from litestar import WebSocket
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from deltacrown_host.access.caller import NOBODY, Caller, Via
from deltacrown_host.access.needs import READING, admit, needed_by
from deltacrown_host.accounts.credentials import Credential, caller, shown
from deltacrown_host.edge.turned_away import SocketTurnedAway, TurnedAway

TOKEN_EXPIRED = 4002
NOT_ALLOWED = 4003
Asking = ASGIConnection[Any, Any, Any, Any]


async def let_in(connection: Asking, handler: BaseRouteHandler) -> None:
    """Find out who asks, for whatever comes after, and turn away whoever may not. Raises TurnedAway."""
    try:
        who = NOBODY if handler.opt.get("own_token") else await _who(connection)
        connection.scope["state"]["caller"] = who
        admit(who, needed_by(handler))
    except TurnedAway as away:
        if not isinstance(connection, WebSocket):
            raise
        # A browser tells its page the code only of a socket that was open.
        await connection.accept()
        expired = away.problem.code == "access.token_expired"
        code = TOKEN_EXPIRED if expired else NOT_ALLOWED
        raise SocketTurnedAway(detail=away.problem.message, code=code) from away


async def _who(connection: Asking) -> Caller:
    credential = shown(connection)
    if credential is None:
        return NOBODY
    if credential.via is Via.SESSION and connection.scope.get("method", "GET") not in READING:
        _from_our_pages(connection)
    host = connection.app.state.host
    tournament = str(connection.path_params.get("tournament", ""))

    def find(credential: Credential) -> Caller:
        with host.database.connect() as database:
            return caller(database, host.signing_key, credential, tournament, host.clock())

    found: Caller = await host.database.read(find, credential)
    return found


def _from_our_pages(connection: Asking) -> None:
    """A cookie comes along whoever sends a browser here; only our own pages may write with it. Raises TurnedAway.

    `edge.admission` has judged the origin where one is named; here it must be named, or the browser must say that the
    request comes from this site (Fetch Metadata).
    """
    headers = connection.headers
    if "origin" not in headers and headers.get("sec-fetch-site") != "same-origin":
        problem = Problem("access.forged", "a browser's session writes only from pages of this host", "Origin")
        raise TurnedAway(HTTPStatus.FORBIDDEN, problem)
