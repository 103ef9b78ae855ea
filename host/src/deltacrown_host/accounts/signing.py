"""The key that tokens and links are signed with: made once for a database, and the same in every process on it."""

from sqlalchemy import Connection, insert, select

from deltacrown_host.accounts.secret import new_secret
from deltacrown_host.accounts.tables import secrets

_NAME = "signing"


def signing_key(connection: Connection) -> str:
    """The key; made where there is none yet."""
    mine = select(secrets.c.value).where(secrets.c.name == _NAME)
    kept: str | None = connection.execute(mine).scalar()
    if kept is None:
        kept = new_secret()
        connection.execute(insert(secrets).values(name=_NAME, value=kept))
    return kept
