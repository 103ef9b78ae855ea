"""The rows of moderation. Nothing is deleted when it ends: it says when, and stays readable."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

sanctions = Table(
    "sanctions",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    # The tournament it holds in, or the account whose tournaments it holds in; both empty for the whole host.
    Column("tournament_id", String(ID_LENGTH), nullable=False),
    Column("organizer", String(ID_LENGTH), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(ID_LENGTH), nullable=False),
    Column("since", UtcTime, nullable=False),
    # Null for good.
    Column("until", UtcTime),
    # When it was lifted, or found to have ended.
    Column("ended_at", UtcTime),
    Index(None, "account"),
    Index(None, "tournament_id"),
)

hidden = Table(
    "hidden",
    metadata,
    # Such as `tournament/…`, `team/…`, `text/tournament/…`.
    Column("object", String(200), primary_key=True),
    Column("by", String(ID_LENGTH), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("object", String(200), nullable=False),
    Column("reporter", String(ID_LENGTH), ForeignKey("accounts.id"), nullable=False),
    Column("ground", String(16), nullable=False),
    # Null once it was erased.
    Column("text", Text),
    Column("state", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    # Who looks into it or has decided; empty for nobody yet.
    Column("moderator", String(ID_LENGTH), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("resolved_at", UtcTime),
    Index(None, "state", "at"),
    Index(None, "reporter"),
)

stops = Table(
    "stops",
    metadata,
    # One row while the host stands still, and none else.
    Column("id", String(8), primary_key=True),
    Column("by", String(ID_LENGTH), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
)
