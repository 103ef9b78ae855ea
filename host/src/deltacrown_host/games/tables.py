"""Games that administrators have written, also in place of those of the same name that a plugin brings."""

from sqlalchemy import Column, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

games = Table(
    "games",
    metadata,
    Column("name", String(ID_LENGTH), primary_key=True),
    # JSON.
    Column("game", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)
