"""The first tables: the journal, tournaments, names, and the notifiers' cursors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "journal",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("order", sa.String(200), nullable=False),
        sa.Column("command", sa.Text()),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("last", sa.Boolean(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "seq", name="pk_journal"),
    )
    op.create_index("ix_journal_tournament_id_order", "journal", ["tournament_id", "order"])
    op.create_table(
        "tournaments",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tournaments"),
    )
    op.create_index("ix_tournaments_updated_at", "tournaments", ["updated_at"])
    op.create_table(
        "entrant_names",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", name="pk_entrant_names"),
    )
    op.create_table(
        "notifier_cursors",
        sa.Column("notifier", sa.String(100), nullable=False),
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("delivered_seq", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("notifier", "tournament_id", name="pk_notifier_cursors"),
    )
    op.create_table(
        "notifiers_known",
        sa.Column("notifier", sa.String(100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("notifier", name="pk_notifiers_known"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("notifiers_known", "notifier_cursors", "entrant_names", "tournaments", "journal"):
        op.drop_table(table)
