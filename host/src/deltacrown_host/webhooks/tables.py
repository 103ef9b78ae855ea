"""The webhooks of tournaments, how far each has come, and what could not be delivered."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("tournament_id", String(ID_LENGTH), nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    # As it is: what is sent is signed with it.
    Column("secret", Text, nullable=False),
    # Kinds of events with spaces between them; null for all.
    Column("events", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("delivered_seq", Integer, nullable=False),
    # Failures in a row of the event that comes next.
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcTime),
    Column("last_error", Text),
    # Events in a row that were given up.
    Column("given_up", Integer, nullable=False),
    Column("disabled_at", UtcTime),
    Column("disabled_because", Text),
    # The process that delivers to it, until then; null where none does.
    Column("holder", String(ID_LENGTH)),
    Column("held_until", UtcTime),
    Index(None, "tournament_id"),
)

webhook_failures = Table(
    "webhook_failures",
    metadata,
    Column("webhook", String(ID_LENGTH), ForeignKey("webhooks.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("error", Text, nullable=False),
    # Whether it is to be sent once more.
    Column("again", Boolean, nullable=False),
)
