"""The journal table, and the collection that every table of the host belongs to."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text

from deltacrown_host.store.types import UtcTime

ID_LENGTH = 64
COMMAND_ID_LENGTH = 200

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    }
)

journal = Table(
    "journal",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    # 1, 2, 3 … without gaps: version, lock and cursor in one. The key lets no two writers take the same number.
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", String(ID_LENGTH), nullable=False),
    Column("order", String(COMMAND_ID_LENGTH), nullable=False),
    # JSON text as the digest was taken of it, so not the database's own JSON type, which may rewrite it.
    Column("command", Text),
    Column("event", Text, nullable=False),
    Column("last", Boolean, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "tournament_id", "order"),
    Index(None, "at"),
)
