"""Accounts, what opens them, the staff of tournaments, and who acts for an entrant."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _account(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=f"fk_{table}_account_accounts")
    return sa.Column("account", sa.String(64), nullable=False), key


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text()),
        _moment("email_confirmed_at"),
        _moment("created_at", nullable=False),
        _moment("updated_at", nullable=False),
        _moment("deleted_at"),
        _moment("suspended_until"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        *_account("identities"),
        _moment("created_at", nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identities"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        *_account("sessions"),
        _moment("created_at", nullable=False),
        _moment("expires_at", nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("family", sa.String(64), nullable=False),
        *_account("refresh_tokens"),
        _moment("created_at", nullable=False),
        _moment("expires_at", nullable=False),
        _moment("used_at"),
        _moment("revoked_at"),
        sa.PrimaryKeyConstraint("digest", name="pk_refresh_tokens"),
    )
    op.create_index("ix_refresh_tokens_family", "refresh_tokens", ["family"])
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(64), nullable=False),
        *_account("api_keys"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text()),
        _moment("created_at", nullable=False),
        _moment("expires_at"),
        _moment("revoked_at"),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_table(
        "staff",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        *_account("staff"),
        sa.Column("permissions", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        _moment("created_at", nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "account", name="pk_staff"),
    )
    op.create_table(
        "entrant_accounts",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        *_account("entrant_accounts"),
        sa.PrimaryKeyConstraint("tournament_id", "entrant", name="pk_entrant_accounts"),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )
    for table in ("identities", "sessions", "refresh_tokens", "api_keys", "staff", "entrant_accounts"):
        op.create_index(f"ix_{table}_account", table, ["account"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "secrets",
        "entrant_accounts",
        "staff",
        "api_keys",
        "refresh_tokens",
        "sessions",
        "identities",
        "accounts",
    ):
        op.drop_table(table)
