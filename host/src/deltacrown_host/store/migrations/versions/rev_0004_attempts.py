"""Wrong passwords, counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "wrong_passwords",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_passwords"),
    )
    op.create_index("ix_wrong_passwords_digest", "wrong_passwords", ["digest"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("wrong_passwords")
