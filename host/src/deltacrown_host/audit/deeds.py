"""Writing the trail: a deed, in the transaction of what was done."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from litestar.connection import ASGIConnection
from sqlalchemy import Connection, delete, insert

from deltacrown_host.access.needs import caller_of
from deltacrown_host.audit.tables import audit, audit_addresses

Said = Mapping[str, Any] | None
_ADDRESS = insert(audit_addresses)


@frozen
class Deed:
    """What somebody did to a row. `before` and `after` hold ids and words of ours, for they stay for ever."""

    action: str
    object: str
    tournament: str = ""
    before: Said = None
    after: Said = None


@frozen
class Doer:
    """Who does it, and from where; nobody and nowhere for the host itself."""

    account: str = ""
    address: str = ""


def doer_of(connection: ASGIConnection[Any, Any, Any, Any], account: str = "") -> Doer:
    """Whoever makes this request; the account that it has just shown to be, where one is named."""
    return Doer(account or caller_of(connection).user, connection.client.host if connection.client else "")


def note(connection: Connection, doer: Doer, deed: Deed, now: datetime) -> None:
    """Write the deed down."""
    values = {
        "at": now,
        "actor": doer.account,
        "action": deed.action,
        "object": deed.object,
        "tournament_id": deed.tournament,
        "before": _text(deed.before),
        "after": _text(deed.after),
    }
    made = connection.execute(insert(audit).values(values)).inserted_primary_key
    if doer.address and made is not None:
        note_address(connection, "", str(made[0]), doer, now)


def note_address(connection: Connection, tournament: str, order: str, doer: Doer, now: datetime) -> None:
    """Keep where a command, or a row of the trail, came from."""
    place = {"tournament_id": tournament, "order": order, "account": doer.account, "address": doer.address[:64]}
    connection.execute(_ADDRESS, {"at": now, **place})


def forget_addresses(connection: Connection, account: str) -> None:
    """Nobody sees any more from where this account has come."""
    connection.execute(delete(audit_addresses).where(audit_addresses.c.account == account))


def _text(said: Said) -> str | None:
    return None if said is None else json.dumps(said, sort_keys=True)
