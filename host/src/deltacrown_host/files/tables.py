"""What is known of the files in the store."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

files = Table(
    "files",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("id", String(ID_LENGTH), primary_key=True),
    # What it belongs to: a dispute, a payment.
    Column("about", Text, nullable=False),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    # Its name in the store: random.
    Column("name", String(ID_LENGTH), nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "account"),
    Index(None, "name"),
)
