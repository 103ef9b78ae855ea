"""Tickets: what lets a browser say on a socket who it is."""

from sqlalchemy import Column, ForeignKey, String, Table

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

tickets = Table(
    "tickets",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("tournament_id", String(ID_LENGTH), nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
)
