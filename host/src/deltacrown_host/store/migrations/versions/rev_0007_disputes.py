"""Texts of disputes, and files."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "dispute_texts",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("text", sa.Text()),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_dispute_texts_account_accounts"),
        sa.PrimaryKeyConstraint("tournament_id", "id", name="pk_dispute_texts"),
    )
    op.create_index("ix_dispute_texts_account", "dispute_texts", ["account"])
    op.create_table(
        "files",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_files_account_accounts"),
        sa.PrimaryKeyConstraint("tournament_id", "id", name="pk_files"),
    )
    op.create_index("ix_files_account", "files", ["account"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("files")
    op.drop_table("dispute_texts")
