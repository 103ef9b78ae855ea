"""From what a request shows to who makes it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from attrs import field, frozen
from deltacrown import Problem
from litestar.connection import ASGIConnection
from sqlalchemy import Connection, bindparam, select

from deltacrown_host.access.caller import NOBODY, Caller, Via, granted
from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts import keys, sessions, tokens
from deltacrown_host.accounts.records import Account, get
from deltacrown_host.accounts.staff import permissions_in
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.records import entrants_of_teams

COOKIE = "deltacrown_session"
_OWN = select(entrant_accounts.c.entrant).where(
    entrant_accounts.c.tournament_id == bindparam("tournament"), entrant_accounts.c.account == bindparam("account")
)


@frozen
class Credential:
    """What was shown."""

    via: Via
    secret: str = field(repr=False)


def shown(connection: ASGIConnection[Any, Any, Any, Any]) -> Credential | None:
    """What the request shows: an `Authorization: Bearer …`, or the cookie of a session."""
    scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret:
        return Credential(Via.KEY if secret.startswith(keys.PREFIX) else Via.TOKEN, secret.strip())
    cookie = connection.cookies.get(COOKIE)
    return Credential(Via.SESSION, cookie) if cookie else None


def caller(connection: Connection, signing_key: str, credential: Credential, tournament: str, now: datetime) -> Caller:
    """Who shows it, and what they may do in the tournament. Raises TurnedAway (401, 403 where they are suspended).

    A browser keeps a cookie after its session has ended: that is nobody, not a mistake.
    """
    id_, scopes = _account_id(connection, signing_key, credential, now)
    account = get(connection, id_) if id_ else None
    if account is None:
        if credential.via is Via.SESSION:
            return NOBODY
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, Problem("access.token_invalid", "this opens nothing"))
    return as_caller(connection, account, credential.via, tournament, now, scopes)


def as_caller(  # noqa: PLR0913, PLR0917 - what it depends on
    connection: Connection,
    account: Account,
    via: Via,
    tournament: str,
    now: datetime,
    scopes: frozenset[Permission] | None = None,
) -> Caller:
    """The account as a caller. Raises TurnedAway where it is suspended."""
    if account.suspended(now):
        problem = Problem("account.suspended", "this account is suspended")
        raise TurnedAway(HTTPStatus.FORBIDDEN, problem)
    given = permissions_in(connection, tournament, account.id) if tournament else ()
    return Caller(
        user=account.id,
        role=account.role,
        via=via,
        permissions=granted(account.role, given, scopes),
        entrants=entrants_of(connection, tournament, account.id) if tournament else frozenset(),
    )


def entrants_of(connection: Connection, tournament: str, account: str) -> frozenset[str]:
    """The entrants of the tournament that the account acts for: its own, and the teams that it leads."""
    own = frozenset(connection.execute(_OWN, {"tournament": tournament, "account": account}).scalars())
    return own | entrants_of_teams(connection, tournament, account)


def _account_id(
    connection: Connection, signing_key: str, credential: Credential, now: datetime
) -> tuple[str | None, frozenset[Permission] | None]:
    match credential.via:
        case Via.SESSION:
            return sessions.account_of_session(connection, credential.secret, now), None
        case Via.KEY:
            found = keys.find_key(connection, credential.secret, now)
            return (found.account, found.scopes) if found else (None, None)
    try:
        account, family = tokens.read(signing_key, credential.secret, now)
    except tokens.BadToken as bad:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, bad.problem) from bad
    return (None if tokens.ended(connection, family) else account), None
