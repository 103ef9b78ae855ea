"""The process that tells a notifier of events."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("notifiers_known", sa.Column("holder", sa.String(64)))
    op.add_column("notifiers_known", sa.Column("held_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("notifiers_known", "held_until")
    op.drop_column("notifiers_known", "holder")
