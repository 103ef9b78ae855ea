"""Feeds and what is in them: ids only."""

from sqlalchemy import Column, Integer, String, Table, Text

from deltacrown_host.store.tables import metadata
from deltacrown_host.store.types import UtcTime

FEED_LENGTH = 80

feeds = Table(
    "feeds",
    metadata,
    # "team/<id>" or "account/<id>".
    Column("feed", String(FEED_LENGTH), primary_key=True),
    # The number of its newest event. Whoever writes one holds this row.
    Column("seq", Integer, nullable=False),
)

feed_events = Table(
    "feed_events",
    metadata,
    Column("feed", String(FEED_LENGTH), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    # JSON: an object with a type.
    Column("event", Text, nullable=False),
)
