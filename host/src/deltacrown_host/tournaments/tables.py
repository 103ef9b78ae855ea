"""One row a tournament: a projection of the journal, to list and to lock by."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

tournaments = Table(
    "tournaments",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("name", Text, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("game", String(64), nullable=False),
    Column("region", String(64), nullable=False),
    # The formats of its stages, with a space before and after each.
    Column("formats", Text, nullable=False),
    Column("fee_currency", String(32), nullable=False),
    # In minor units; 0 where it costs nothing.
    Column("fee", BigInteger, nullable=False),
    Column("starts_at", UtcTime),
    Index(None, "updated_at"),
    Index(None, "game"),
    Index(None, "starts_at"),
)
