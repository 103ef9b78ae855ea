"""The key that tokens and links are signed with: made once for a database, and the same in every process on it."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

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


def signed(key: str, purpose: str, text: str) -> str:
    """The text with a signature that is good for this purpose only: it may stand in addresses."""
    body = urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{body}.{_signature(key, purpose, body)}"


def signed_text(key: str, purpose: str, token: str) -> str | None:
    """The text that was signed for this purpose; None where it was not."""
    body, _, shown = token.partition(".")
    if not token.isascii() or not hmac.compare_digest(_signature(key, purpose, body), shown):
        return None
    return urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()


def _signature(key: str, purpose: str, body: str) -> str:
    return hmac.new(key.encode(), f"{purpose}.{body}".encode(), sha256).hexdigest()
