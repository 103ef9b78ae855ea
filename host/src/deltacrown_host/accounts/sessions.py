"""Sessions of browsers: a random text in a cookie, its digest in a row. Signing out deletes the row, and it is over."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.accounts.secret import digest_of, new_secret
from deltacrown_host.accounts.tables import sessions

LASTS = timedelta(days=14)
_LONGEST_AGENT = 200


def open_session(connection: Connection, account: str, agent: str, now: datetime) -> str:
    """A new session; answers what goes into the cookie."""
    secret = new_secret()
    values = {"digest": digest_of(secret), "account": account, "agent": agent[:_LONGEST_AGENT]}
    connection.execute(insert(sessions).values(created_at=now, expires_at=now + LASTS, **values))
    return secret


def account_of_session(connection: Connection, secret: str, now: datetime) -> str | None:
    """Whose session it is, while it lasts."""
    mine = (sessions.c.digest == digest_of(secret)) & (sessions.c.expires_at > now)
    return connection.execute(select(sessions.c.account).where(mine)).scalar()


def close_session(connection: Connection, secret: str) -> None:
    """End the session."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest_of(secret)))


def close_all_sessions(connection: Connection, account: str) -> None:
    """End every session of the account."""
    connection.execute(delete(sessions).where(sessions.c.account == account))
