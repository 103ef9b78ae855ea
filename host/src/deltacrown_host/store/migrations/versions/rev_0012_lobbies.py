"""Lobbies and streams of matches."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "lobbies",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(200), nullable=False),
        sa.Column("match", sa.String(200), nullable=False),
        sa.Column("lobby", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "stage", "match", name="pk_lobbies"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("lobbies")
