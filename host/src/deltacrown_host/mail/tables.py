"""One row for every letter: written with its cause, sent by a job of the same id."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

mails = Table(
    "mails",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("kind", String(64), nullable=False),
    # Whom it is written to; null for whoever has no account here.
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id")),
    # Null for the address that the account has when it is sent. Blanked afterwards, like what is in the letter.
    Column("address", String(254)),
    # What the text is filled with, as JSON.
    Column("filled_with", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Index(None, "account"),
    Index(None, "created_at"),
)
