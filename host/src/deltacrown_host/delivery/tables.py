"""How far each notifier has been told of each tournament. The journal itself is the outbox."""

from sqlalchemy import Column, Integer, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

NAME_LENGTH = 100

notifier_cursors = Table(
    "notifier_cursors",
    metadata,
    Column("notifier", String(NAME_LENGTH), primary_key=True),
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("delivered_seq", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcTime),
    Column("last_error", Text),
)

notifiers_known = Table(
    "notifiers_known",
    metadata,
    Column("notifier", String(NAME_LENGTH), primary_key=True),
    Column("since", UtcTime, nullable=False),
    # The process that tells it of events, until then unless it renews; null where none does.
    Column("holder", String(ID_LENGTH)),
    Column("held_until", UtcTime),
)
