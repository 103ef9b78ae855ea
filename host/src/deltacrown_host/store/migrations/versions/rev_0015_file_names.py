"""Files are found by their name in the store."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_files_name", "files", ["name"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_files_name", "files")
