"""Which notices accounts want."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "notice_choices",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("notice", sa.String(32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_notice_choices_account_accounts"),
        sa.PrimaryKeyConstraint("account", "notice", name="pk_notice_choices"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("notice_choices")
