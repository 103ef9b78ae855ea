"""API keys: for programs that run by themselves. A key may be kept to some permissions, and ends when it is revoked."""

import hmac
from collections.abc import Collection
from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, bindparam, insert, select, update

from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts.secret import digest_of, new_id, new_secret
from deltacrown_host.accounts.tables import api_keys
from deltacrown_host.audit.deeds import Deed, Doer, note

PREFIX = "dck_"
_BY_ID = select(api_keys).where(api_keys.c.id == bindparam("id"), api_keys.c.revoked_at.is_(None))


@frozen
class ApiKey:
    """A key as it is listed: without its secret. `scopes` are all it may do; null for whatever its account may."""

    id: str
    name: str
    scopes: tuple[Permission, ...] | None
    created_at: datetime
    expires_at: datetime | None


@frozen
class FoundKey:
    """Whose key it is, and what it is kept to."""

    account: str
    scopes: frozenset[Permission] | None


def make_key(  # noqa: PLR0913, PLR0917 - the columns of a key
    connection: Connection,
    account: str,
    name: str,
    now: datetime,
    scopes: Collection[Permission] | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key, and the text that is shown once."""
    id_, secret = new_id(), new_secret()
    kept = None if scopes is None else " ".join(sorted(scopes))
    values = {"id": id_, "account": account, "digest": digest_of(secret), "name": name, "scopes": kept}
    connection.execute(insert(api_keys).values(created_at=now, expires_at=expires_at, **values))
    note(connection, Doer(account), Deed("key.create", f"key/{id_}", after={"scopes": kept}), now)
    return ApiKey(id_, name, _scopes(kept), now, expires_at), f"{PREFIX}{id_}.{secret}"


def find_key(connection: Connection, text: str, now: datetime) -> FoundKey | None:
    """Whose key this text is, unless it has ended."""
    id_, _, secret = text.removeprefix(PREFIX).partition(".")
    row = connection.execute(_BY_ID, {"id": id_}).first()
    if row is None or not hmac.compare_digest(row.digest, digest_of(secret)):
        return None
    if row.expires_at is not None and row.expires_at <= now:
        return None
    scopes = _scopes(row.scopes)
    return FoundKey(row.account, None if scopes is None else frozenset(scopes))


def keys_of(connection: Connection, account: str) -> tuple[ApiKey, ...]:
    """The account's keys, oldest first, without those that were revoked."""
    mine = (api_keys.c.account == account) & api_keys.c.revoked_at.is_(None)
    rows = connection.execute(select(api_keys).where(mine).order_by(api_keys.c.created_at, api_keys.c.id))
    return tuple(ApiKey(row.id, row.name, _scopes(row.scopes), row.created_at, row.expires_at) for row in rows)


def revoke_key(connection: Connection, account: str, id_: str, now: datetime) -> None:
    """End a key of the account. Raises Refused where it has none of that id."""
    mine = (api_keys.c.id == id_) & (api_keys.c.account == account) & api_keys.c.revoked_at.is_(None)
    if not connection.execute(update(api_keys).where(mine).values(revoked_at=now)).rowcount:
        raise Refused([Problem("key.unknown", f"there is no key {id_!r}", "key")])
    note(connection, Doer(account), Deed("key.revoke", f"key/{id_}"), now)


def revoke_all_keys(connection: Connection, account: str, now: datetime) -> None:
    """End every key of the account."""
    mine = (api_keys.c.account == account) & api_keys.c.revoked_at.is_(None)
    connection.execute(update(api_keys).where(mine).values(revoked_at=now))


def _scopes(kept: str | None) -> tuple[Permission, ...] | None:
    return None if kept is None else tuple(Permission(word) for word in kept.split())
