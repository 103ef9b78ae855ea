"""Accounts and what opens them. Secrets are kept as digests only; nothing here is ever in a journal but the id."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

DIGEST = 64


def _of_account() -> Column[str]:
    return Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False)


accounts = Table(
    "accounts",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    # Null once the account is deleted: what is left names nobody.
    Column("email", String(254), unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    # Null for whoever signs in elsewhere, or not at all.
    Column("password", Text),
    Column("email_confirmed_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("deleted_at", UtcTime),
    # Until then nobody signs in to it; a moment far away means for good.
    Column("suspended_until", UtcTime),
)

identities = Table(
    "identities",
    metadata,
    Column("issuer", String(200), primary_key=True),
    Column("subject", String(200), primary_key=True),
    _of_account(),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "account"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    _of_account(),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("agent", String(200), nullable=False),
    Index(None, "account"),
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    # Everything that was refreshed from one sign-in: shown twice, all of it ends.
    Column("family", String(ID_LENGTH), nullable=False),
    _of_account(),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("revoked_at", UtcTime),
    Index(None, "family"),
    Index(None, "account"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    _of_account(),
    Column("digest", String(DIGEST), nullable=False),
    Column("name", Text, nullable=False),
    # Permissions with spaces between them; null for whatever the account may do.
    Column("scopes", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
    Index(None, "account"),
)

staff = Table(
    "staff",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    # Permissions with spaces between them.
    Column("permissions", Text, nullable=False),
    Column("owner", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "account"),
)

links = Table(
    "links",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("purpose", String(16), nullable=False),
    _of_account(),
    # What whoever has the letter shows to be theirs.
    Column("address", String(254), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index(None, "account"),
)

wrong_passwords = Table(
    "wrong_passwords",
    metadata,
    Column("id", Integer, primary_key=True),
    # Of the address that was tried, which need not be anybody's.
    Column("digest", String(DIGEST), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "digest"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What every process of a host must know alike, such as the key that tokens are signed with."""
