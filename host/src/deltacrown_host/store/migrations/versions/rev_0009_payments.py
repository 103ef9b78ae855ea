"""What became of entry fees."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "payment_steps",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("order", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["accounts.id"], name="fk_payment_steps_actor_accounts"),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", "number", name="pk_payment_steps"),
    )
    columns = ["tournament_id", "entrant", "order"]
    op.create_index("ix_payment_steps_tournament_id_entrant_order", "payment_steps", columns, unique=True)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("payment_steps")
