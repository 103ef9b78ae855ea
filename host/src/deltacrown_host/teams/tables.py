"""Teams, who is in them, whom they have asked, and the entrants they are."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deltacrown_host.store.tables import ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

teams = Table(
    "teams",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disbanded_at", UtcTime),
)

team_members = Table(
    "team_members",
    metadata,
    Column("team", String(ID_LENGTH), ForeignKey("teams.id"), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("since", UtcTime, nullable=False),
    Index(None, "account"),
)

team_invites = Table(
    "team_invites",
    metadata,
    Column("team", String(ID_LENGTH), ForeignKey("teams.id"), primary_key=True),
    Column("account", String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True),
    Column("invited_at", UtcTime, nullable=False),
    Index(None, "account"),
)

entrant_teams = Table(
    "entrant_teams",
    metadata,
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("entrant", String(ID_LENGTH), primary_key=True),
    Column("team", String(ID_LENGTH), ForeignKey("teams.id"), nullable=False),
    Index(None, "team"),
)
