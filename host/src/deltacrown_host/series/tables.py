"""Series, and the tournaments in them in their order."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

series = Table(
    "series",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("owner", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    # JSON: what places are worth.
    Column("rules", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

series_tournaments = Table(
    "series_tournaments",
    metadata,
    Column("series", String(ID_LENGTH), ForeignKey("series.id"), primary_key=True),
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("number", Integer, nullable=False),
)
