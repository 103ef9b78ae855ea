"""What belongs to entrants beside the journal, which holds ids only: names can be erased, and no chain breaks."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import COMMAND_ID_LENGTH, ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

entrant_names = Table(
    "entrant_names",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("name", Text, nullable=False),
    # The command that the name came with; null for names from before this was kept.
    Column("order", String(COMMAND_ID_LENGTH)),
)

entrant_answers = Table(
    "entrant_answers",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    # JSON: an object, by the key of the field.
    Column("answers", Text, nullable=False),
    # The command that they came with.
    Column("order", String(COMMAND_ID_LENGTH), nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

entrant_rosters = Table(
    "entrant_rosters",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    # In the order in which they were named.
    Column("number", Integer, nullable=False),
    Column("substitute", Integer, nullable=False),
    Index(None, "account"),
)

entrant_accounts = Table(
    "entrant_accounts",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    # Whoever acts for the entrant.
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Index(None, "account"),
)
