"""What tournaments are found by. Those that are there already follow from their journals."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
rebuilds = True

_TEXTS = {"game": sa.String(64), "region": sa.String(64), "formats": sa.Text(), "fee_currency": sa.String(32)}


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("tournaments") as table:
        for name, kind in _TEXTS.items():
            table.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        table.add_column(sa.Column("fee", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("starts_at", sa.DateTime(timezone=True)))
    op.create_index("ix_tournaments_game", "tournaments", ["game"])
    op.create_index("ix_tournaments_starts_at", "tournaments", ["starts_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_tournaments_starts_at", "tournaments")
    op.drop_index("ix_tournaments_game", "tournaments")
    with op.batch_alter_table("tournaments") as table:
        for name in (*_TEXTS, "fee", "starts_at"):
            table.drop_column(name)
