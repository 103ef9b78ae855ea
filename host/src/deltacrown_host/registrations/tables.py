"""Display names. They live beside the journal, which holds ids only: a name can be erased, and no chain breaks."""

from sqlalchemy import Column, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata

entrant_names = Table(
    "entrant_names",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("name", Text, nullable=False),
)
