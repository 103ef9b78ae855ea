"""Templates and series."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def _of_account(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=f"fk_{table}_{column}_accounts")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "templates",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sharing", sa.String(16), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_templates"),
        _of_account("templates", "owner"),
    )
    op.create_index("ix_templates_owner", "templates", ["owner"])
    op.create_table(
        "template_shares",
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("template", "account", name="pk_template_shares"),
        sa.ForeignKeyConstraint(["template"], ["templates.id"], name="fk_template_shares_template_templates"),
        _of_account("template_shares", "account"),
    )
    op.create_index("ix_template_shares_account", "template_shares", ["account"])
    op.create_table(
        "series",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        _of_account("series", "owner"),
    )
    op.create_table(
        "series_tournaments",
        sa.Column("series", sa.String(64), nullable=False),
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "tournament_id", name="pk_series_tournaments"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_series_tournaments_series_series"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("series_tournaments", "series", "template_shares", "templates"):
        op.drop_table(table)
