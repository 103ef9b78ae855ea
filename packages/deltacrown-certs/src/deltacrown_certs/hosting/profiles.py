"""The rows of profiles: who lists their certificates for everyone, and at which address."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import Connection, delete, insert, select

from deltacrown_certs.hosting.tables import profiles

_RANDOM = 12
"""Bytes: nobody guesses an address."""


def of(connection: Connection, account: str) -> str:
    """The address of an account's profile; empty where it has none."""
    return connection.execute(select(profiles.c.address).where(profiles.c.account == account)).scalar() or ""


def account_of(connection: Connection, address: str) -> str | None:
    """Whose profile is there."""
    return connection.execute(select(profiles.c.account).where(profiles.c.address == address)).scalar()


def opened(connection: Connection, account: str, now: datetime) -> str:
    """The address of the account's profile, which is opened where there is none."""
    known = of(connection, account)
    if known:
        return known
    address = token_urlsafe(_RANDOM)
    connection.execute(insert(profiles).values(account=account, address=address, since=now))
    return address


def close(connection: Connection, account: str) -> None:
    """There is no profile any more."""
    connection.execute(delete(profiles).where(profiles.c.account == account))
