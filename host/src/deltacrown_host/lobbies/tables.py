"""Where a match is played and shown online. None of it decides anything, so it is beside the journal."""

from sqlalchemy import Column, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata

lobbies = Table(
    "lobbies",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("stage", String(200), primary_key=True),
    Column("match", String(200), primary_key=True),
    Column("lobby", Text, nullable=False),
    Column("stream", Text, nullable=False),
    # The account of whoever looks after the match; empty for nobody.
    Column("coordinator", String(ID_LENGTH), nullable=False),
)
