"""Templates, and with whom their owners share them."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

templates = Table(
    "templates",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("owner", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("sharing", String(16), nullable=False),
    # JSON.
    Column("settings", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    # Out of sight since then.
    Column("removed_at", UtcTime),
    Index(None, "owner"),
)

template_shares = Table(
    "template_shares",
    metadata,
    Column("template", String(ID_LENGTH), ForeignKey("templates.id"), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    Index(None, "account"),
)
