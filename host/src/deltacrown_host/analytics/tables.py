"""Numbers that were worked out before they are asked for. All of it can be made again."""

from sqlalchemy import Column, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

tournament_figures = Table(
    "tournament_figures",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("as_of", UtcTime, nullable=False),
    # JSON.
    Column("figures", Text, nullable=False),
)

entrant_figures = Table(
    "entrant_figures",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("as_of", UtcTime, nullable=False),
    # JSON.
    Column("record", Text, nullable=False),
)

audiences = Table(
    "audiences",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("peak", Integer, nullable=False),
    # A sketch of who came, in hex: it says about how many, and of nobody whether they did.
    Column("sketch", Text, nullable=False),
)
