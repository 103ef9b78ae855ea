"""One row for everything that is to be done later."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("kind", String(64), nullable=False),
    # JSON.
    Column("payload", Text, nullable=False),
    Column("run_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text),
    # The process that does it, until then; null where none does.
    Column("holder", String(ID_LENGTH)),
    Column("held_until", UtcTime),
    # Since when it is given up.
    Column("dead_at", UtcTime),
    Index(None, "run_at"),
)
