"""Teams."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "teams",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disbanded_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
    )
    op.create_table(
        "team_members",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name="fk_team_members_team_teams"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_team_members_account_accounts"),
        sa.PrimaryKeyConstraint("team", "account", name="pk_team_members"),
    )
    op.create_index("ix_team_members_account", "team_members", ["account"])
    op.create_table(
        "team_invites",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name="fk_team_invites_team_teams"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_team_invites_account_accounts"),
        sa.PrimaryKeyConstraint("team", "account", name="pk_team_invites"),
    )
    op.create_index("ix_team_invites_account", "team_invites", ["account"])
    op.create_table(
        "entrant_teams",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name="fk_entrant_teams_team_teams"),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", name="pk_entrant_teams"),
    )
    op.create_index("ix_entrant_teams_team", "entrant_teams", ["team"])


def downgrade() -> None:
    """Drop them."""
    for table in ("entrant_teams", "team_invites", "team_members", "teams"):
        op.drop_table(table)
