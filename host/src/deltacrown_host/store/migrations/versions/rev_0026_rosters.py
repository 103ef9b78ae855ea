"""Rosters of teams."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "entrant_rosters",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("substitute", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", "account", name="pk_entrant_rosters"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_entrant_rosters_account_accounts"),
    )
    op.create_index("ix_entrant_rosters_account", "entrant_rosters", ["account"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("entrant_rosters")
