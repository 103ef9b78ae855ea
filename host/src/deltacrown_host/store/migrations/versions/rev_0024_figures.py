"""Numbers of tournaments and entrants, and how many watch."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tournament_figures",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", name="pk_tournament_figures"),
    )
    op.create_table(
        "entrant_figures",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", name="pk_entrant_figures"),
    )
    op.create_table(
        "audiences",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("peak", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "day", name="pk_audiences"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("audiences", "entrant_figures", "tournament_figures"):
        op.drop_table(table)
