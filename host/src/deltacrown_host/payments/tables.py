"""What became of entry fees: one row a step, never changed."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import COMMAND_ID_LENGTH, ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

payment_steps = Table(
    "payment_steps",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("actor", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("reason", Text, nullable=False),
    # The id of the file that was shown.
    Column("proof", String(ID_LENGTH), nullable=False),
    # Whether it was taken out of turn.
    Column("force", Boolean, nullable=False),
    # The id that the request came with: the same again is the same step.
    Column("order", String(COMMAND_ID_LENGTH), nullable=False),
    Index(None, "tournament_id", "entrant", "order", unique=True),
)
