"""Who may come in. Checked before anything is read, on every route, those of plugins and sockets included.

A browser sends along what it is told to by any page that is open in it. So a write or a socket that names its origin
is taken only from our own pages or from origins that the settings allow; and a body is JSON and says so, which no
page can send elsewhere without asking first. Whoever names no origin is no browser. Routes that take files say so in
their `opt`, and take `multipart/form-data` and nothing else.
"""

from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from typing import Any, TypeAlias

from deltacrown import Problem
from litestar import WebSocket
from litestar.config.cors import CORSConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import Headers
from litestar.handlers import BaseRouteHandler

from deltacrown_host.edge.turned_away import SocketTurnedAway, TurnedAway

NOT_ALLOWED = 4403
MULTIPART = "multipart"
"""Routes with this in their `opt` take a file."""
UNREAD = "unread"
"""Routes with this in their `opt` take whatever body comes, and look at none of it."""
TAKES = "takes"
"""Routes with this in their `opt` take bodies of this type, which no page can send elsewhere without asking either."""
_READING = {"GET", "HEAD", "OPTIONS"}
_ASKED = ["content-type", "idempotency-key", "if-match", "if-none-match", "x-request-id"]
_ANSWERED = ["etag", "location", "retry-after", "x-request-id"]
Connection = ASGIConnection[Any, Any, Any, Any]


AsyncGuard: TypeAlias = Callable[[Connection, BaseRouteHandler], Awaitable[None]]


def admission(origins: Collection[str]) -> AsyncGuard:
    """The guard that turns away what comes from anywhere but here and these origins."""

    async def admit(connection: Connection, handler: BaseRouteHandler) -> None:
        welcome = _is_welcome(connection.headers, origins)
        if isinstance(connection, WebSocket):
            if not welcome:
                # A browser tells its page the code only of a socket that was open.
                await connection.accept()
                raise SocketTurnedAway(detail="this origin is not allowed", code=NOT_ALLOWED)
        elif connection.scope.get("method") not in _READING:
            _admit_write(connection.headers, _taken(handler), welcome=welcome)

    return admit


def one_after_the_other(*guards: AsyncGuard) -> AsyncGuard:
    """These guards as one: Litestar copies the handler for each that it knows of."""

    async def admit(connection: Connection, handler: BaseRouteHandler) -> None:
        for guard in guards:
            await guard(connection, handler)

    return admit


def sharing(origins: Collection[str]) -> CORSConfig | None:
    """What browsers are told about pages of these origins; nothing where there are none."""
    return CORSConfig(list(origins), allow_headers=_ASKED, expose_headers=_ANSWERED) if origins else None


def has_body(headers: Headers) -> bool:
    """Whether a request comes with a body."""
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _taken(handler: BaseRouteHandler) -> str:
    if handler.opt.get(UNREAD):
        return ""
    return "multipart/form-data" if handler.opt.get(MULTIPART) else str(handler.opt.get(TAKES, "application/json"))


def _admit_write(headers: Headers, taken: str, *, welcome: bool) -> None:
    if not welcome:
        raise TurnedAway(
            HTTPStatus.FORBIDDEN, Problem("origin.not_allowed", "this origin may not write here", "Origin")
        )
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if taken and has_body(headers) and media_type != taken:
        problem = Problem("media_type.unsupported", f"a body is {taken}, and says so", "Content-Type")
        raise TurnedAway(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problem, {"accept": taken})


def _is_welcome(headers: Headers, origins: Collection[str]) -> bool:
    """Whether the origin is none, allowed, or ours: what `Host` says, as the scheme is known only to a proxy."""
    origin = headers.get("origin")
    return origin is None or origin in origins or origin.partition("://")[2] == headers.get("host", "-")
