"""The audit trail, which nobody changes; who looks after a match; refunds out of turn."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_FOR_ALL = "the audit trail is only ever added to"
_FUNCTION = f"""
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_FOR_ALL}';
END
$$
"""


def upgrade() -> None:
    """Make the tables, and have the database refuse to change what is written."""
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_tournament_id_at", "audit", ["tournament_id", "at"])
    op.create_table(
        "audit_addresses",
        sa.Column("tournament_id", sa.String(64), nullable=False),
        sa.Column("order", sa.String(200), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", "order", name="pk_audit_addresses"),
    )
    op.create_index("ix_audit_addresses_at", "audit_addresses", ["at"])
    op.create_index("ix_audit_addresses_account", "audit_addresses", ["account"])
    op.create_index("ix_journal_at", "journal", ["at"])
    op.add_column("lobbies", sa.Column("coordinator", sa.String(64), nullable=False, server_default=""))
    op.add_column("payment_steps", sa.Column("force", sa.Boolean(), nullable=False, server_default=sa.false()))
    _guard()


def downgrade() -> None:
    """Drop them."""
    op.drop_column("payment_steps", "force")
    op.drop_column("lobbies", "coordinator")
    op.drop_index("ix_journal_at", "journal")
    op.drop_table("audit_addresses")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stays()")


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION)
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        refused = f"SELECT RAISE(ABORT, '{_FOR_ALL}')"
        op.execute(f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit BEGIN {refused}; END")
