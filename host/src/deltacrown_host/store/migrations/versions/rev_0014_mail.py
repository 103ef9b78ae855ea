"""Mail that is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mails",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64)),
        sa.Column("address", sa.String(254)),
        sa.Column("filled_with", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_mails_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
    )
    op.create_index("ix_mails_account", "mails", ["account"])
    op.create_index("ix_mails_created_at", "mails", ["created_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("mails")
