"""What people say in disputes. The journal holds the ids, so that the words can be erased and no chain breaks."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata

dispute_texts = Table(
    "dispute_texts",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    # Null once it was erased.
    Column("text", Text),
    Index(None, "account"),
)
