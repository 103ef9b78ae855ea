"""Certificates that whoever they are for lets everyone see, and whom a batch left out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_moment = sa.DateTime(timezone=True)
_id = sa.String(64)


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("certificates", sa.Column("shared_at", _moment))
    op.add_column("certificate_batches", sa.Column("left_out", sa.Text()))
    op.create_table(
        "certificate_profiles",
        sa.Column("account", _id, nullable=False),
        sa.Column("address", _id, nullable=False),
        sa.Column("since", _moment, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_certificate_profiles"),
        sa.UniqueConstraint("address", name="uq_certificate_profiles_address"),
    )
