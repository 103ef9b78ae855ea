"""What routes need. Each route says it in its `opt`, and one guard sees to it, before anything is read.

    @get("/audit", opt=needs(Permission.ANALYTICS))

Routes that say nothing may be read by anyone and written by whoever is signed in; commands are judged one by one by
`access.commands` besides.
"""

from http import HTTPStatus
from typing import Any, TypeAlias

from deltacrown import Problem
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from deltacrown_host.access.caller import NOBODY, Caller
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.edge.turned_away import TurnedAway

Needed: TypeAlias = Role | Permission
_KEY = "needs"
READING = {"GET", "HEAD", "OPTIONS"}
ANYONE = {_KEY: Role.SPECTATOR}
SIGNED_IN = {_KEY: Role.PLAYER}
ADMIN = {_KEY: Role.ADMIN}
OWN_TOKEN = {_KEY: Role.SPECTATOR, "own_token": True}
"""Of a route that looks at what is shown itself: it is no account's."""


def needs(needed: Needed) -> dict[str, Any]:
    """The `opt` of a route that needs a role, or a permission in the tournament that its path names."""
    return {_KEY: needed}


def needed_by(handler: BaseRouteHandler) -> Needed:
    """What a route needs."""
    methods = handler.http_methods if isinstance(handler, HTTPRouteHandler) else {"GET"}
    default = Role.SPECTATOR if READING.issuperset(map(str, methods)) else Role.PLAYER
    needed: Needed = handler.opt.get(_KEY, default)
    return needed


def caller_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    """Who makes this request, as the guard found it."""
    caller: Caller = connection.scope["state"].get("caller", NOBODY)
    return caller


def admit(caller: Caller, needed: Needed) -> None:
    """Turn away whoever has not what is needed. Raises TurnedAway: 401 where nobody signed in, else 403."""
    if isinstance(needed, Permission):
        enough = caller.may(needed)
        problem = Problem("access.permission", f"this needs the permission {needed.value!r} in this tournament")
    else:
        enough = caller.role.reaches(needed)
        problem = Problem("access.role", f"this needs the role {needed.value!r}")
    if enough:
        return
    if not caller.signed_in:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, Problem("access.not_signed_in", "sign in first"))
    raise TurnedAway(HTTPStatus.FORBIDDEN, problem)
