"""Display names remember the command that they came with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column."""
    op.add_column("entrant_names", sa.Column("order", sa.String(200)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("entrant_names", "order")
