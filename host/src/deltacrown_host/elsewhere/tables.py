"""Sign-ins that have begun elsewhere, and are to come back to the browser in which they began."""

from sqlalchemy import Column, ForeignKey, String, Table

from deltacrown_host.accounts.tables import DIGEST
from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

sign_ins = Table(
    "sign_ins",
    metadata,
    # Of the state, which comes back with the answer; and of what the browser keeps meanwhile.
    Column("digest", String(DIGEST), primary_key=True),
    Column("browser", String(DIGEST), nullable=False),
    Column("provider", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(64), nullable=False),
    # Whose account the identity is to be added to; null where somebody signs in.
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id")),
    Column("expires_at", UtcTime, nullable=False),
)
