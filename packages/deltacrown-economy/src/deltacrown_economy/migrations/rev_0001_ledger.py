"""The ledger."""

import sqlalchemy as sa
from alembic import op

from deltacrown_economy.ledger.tables import NEVER_CHANGES, guards

revision = "0001"
down_revision = None

_moment = sa.DateTime(timezone=True)
_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and have the database guard those that never change."""
    op.create_table(
        "ledger_currencies",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("exponent", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_ledger_currencies"),
    )
    _accounts()
    _transactions()
    _entries()
    _holds()
    for table in NEVER_CHANGES:
        for statement in guards(table, op.get_context().dialect.name):
            op.execute(statement)


def _accounts() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("id", _number, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("floor", sa.BigInteger()),
        sa.Column("ceiling", sa.BigInteger()),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("held_out", sa.BigInteger(), nullable=False),
        sa.Column("held_in", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("changed_at", _moment),
        sa.CheckConstraint("floor IS NULL OR balance - held_out >= floor", name=op.f("ck_ledger_accounts_floor")),
        sa.CheckConstraint("ceiling IS NULL OR balance + held_in <= ceiling", name=op.f("ck_ledger_accounts_ceiling")),
        sa.CheckConstraint("held_out >= 0 AND held_in >= 0", name=op.f("ck_ledger_accounts_held")),
        sa.ForeignKeyConstraint(
            ["currency"], ["ledger_currencies.code"], name="fk_ledger_accounts_currency_ledger_currencies"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_accounts"),
        sa.UniqueConstraint("name", name="uq_ledger_accounts_name"),
    )
    op.create_index("ix_ledger_accounts_owner", "ledger_accounts", ["owner"])


def _transactions() -> None:
    op.create_table(
        "ledger_transactions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("legs", sa.Integer(), nullable=False),
        sa.Column("reverses", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_transactions"),
    )
    op.create_index("ix_ledger_transactions_about", "ledger_transactions", ["about"])
    only = sa.text("reverses <> ''")
    op.create_index(
        "ix_ledger_transactions_reverses",
        "ledger_transactions",
        ["reverses"],
        postgresql_where=only,
        sqlite_where=only,
    )


def _entries() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("account_id", _number, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("transaction_id", sa.String(32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_entries_amount")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["ledger_accounts.id"], name="fk_ledger_entries_account_id_ledger_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transactions.id"], name="fk_ledger_entries_transaction_id_ledger_transactions"
        ),
        sa.PrimaryKeyConstraint("account_id", "seq", name="pk_ledger_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_entries_account_id_at_seq", "ledger_entries", ["account_id", "at", "seq"])
    op.create_index("ix_ledger_entries_transaction_id", "ledger_entries", ["transaction_id"])


def _holds() -> None:
    op.create_table(
        "ledger_holds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("source_id", _number, nullable=False),
        sa.Column("target_id", _number, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", _moment),
        sa.Column("state", sa.String(10), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_ledger_holds_amount")),
        sa.ForeignKeyConstraint(["id"], ["ledger_transactions.id"], name="fk_ledger_holds_id_ledger_transactions"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["ledger_accounts.id"], name="fk_ledger_holds_source_id_ledger_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["ledger_accounts.id"], name="fk_ledger_holds_target_id_ledger_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_holds"),
    )
    for column in ("source_id", "target_id", "expires_at"):
        op.create_index(f"ix_ledger_holds_{column}", "ledger_holds", [column])


def downgrade() -> None:
    """Drop them."""
    for table in ("holds", "entries", "transactions", "accounts", "currencies"):
        op.drop_table(f"ledger_{table}")
