"""What transactions were for: fees, products, promotions, adjustments, payments."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _adjustments()
    _fee_terms()
    _payments()
    _products()
    _promotions()
    _bonuses()
    _purchases()
    _redemptions()
    _fee_parts()


def downgrade() -> None:
    """Drop them."""
    for table in (
        "fee_parts",
        "redemptions",
        "purchases",
        "bonuses",
        "promotions",
        "products",
        "payments",
        "fee_terms",
        "adjustments",
    ):
        op.drop_table(f"economy_{table}")


def _adjustments() -> None:
    op.create_table(
        "economy_adjustments",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("counter", sa.String(200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", _moment, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided_at", _moment),
        sa.Column("transaction", sa.String(32), nullable=False),
        sa.CheckConstraint("asked_by <> decided_by", name="ck_economy_adjustments_two_people"),
        sa.PrimaryKeyConstraint("id", name="pk_economy_adjustments"),
    )


def _fee_terms() -> None:
    op.create_table(
        "economy_fee_terms",
        sa.Column("tournament", sa.String(64), nullable=False),
        sa.Column("until", _moment),
        sa.Column("keeps", sa.BigInteger(), nullable=False),
        sa.Column("keeps_percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tournament", name="pk_economy_fee_terms"),
    )


def _payments() -> None:
    op.create_table(
        "economy_payments",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("transaction", sa.String(32), nullable=False),
        sa.Column("started_at", _moment, nullable=False),
        sa.Column("changed_at", _moment, nullable=False),
        sa.CheckConstraint("amount > 0", name="ck_economy_payments_amount"),
        sa.ForeignKeyConstraint(
            ["currency"], ["ledger_currencies.code"], name="fk_economy_payments_currency_ledger_currencies"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_economy_payments"),
    )
    op.create_index("ix_economy_payments_person", "economy_payments", ["person"])
    op.create_index("ix_economy_payments_reference", "economy_payments", ["reference"])


def _products() -> None:
    op.create_table(
        "economy_products",
        sa.Column("sku", sa.String(50), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("limit_each", sa.Integer()),
        sa.Column("for_sale", sa.Boolean(), nullable=False),
        sa.CheckConstraint("price > 0", name="ck_economy_products_price"),
        sa.ForeignKeyConstraint(
            ["currency"], ["ledger_currencies.code"], name="fk_economy_products_currency_ledger_currencies"
        ),
        sa.PrimaryKeyConstraint("sku", name="pk_economy_products"),
    )


def _promotions() -> None:
    op.create_table(
        "economy_promotions",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("goes_for", sa.String(20), nullable=False),
        sa.Column("starts_at", _moment),
        sa.Column("ends_at", _moment),
        sa.Column("uses", sa.Integer()),
        sa.Column("uses_each", sa.Integer()),
        sa.Column("spend_least", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("newcomers", sa.Boolean(), nullable=False),
        sa.Column("lasts_s", sa.Integer()),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["currency"], ["ledger_currencies.code"], name="fk_economy_promotions_currency_ledger_currencies"
        ),
        sa.PrimaryKeyConstraint("code", name="pk_economy_promotions"),
    )


def _bonuses() -> None:
    op.create_table(
        "economy_bonuses",
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("expires_at", _moment),
        sa.ForeignKeyConstraint(
            ["code"], ["economy_promotions.code"], name="fk_economy_bonuses_code_economy_promotions"
        ),
        sa.PrimaryKeyConstraint("account", name="pk_economy_bonuses"),
    )
    op.create_index("ix_economy_bonuses_expires_at", "economy_bonuses", ["expires_at"])
    op.create_index("ix_economy_bonuses_person_currency", "economy_bonuses", ["person", "currency"])


def _purchases() -> None:
    op.create_table(
        "economy_purchases",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sku", sa.String(50), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("refunded_at", _moment),
        sa.ForeignKeyConstraint(["id"], ["ledger_transactions.id"], name="fk_economy_purchases_id_ledger_transactions"),
        sa.ForeignKeyConstraint(["sku"], ["economy_products.sku"], name="fk_economy_purchases_sku_economy_products"),
        sa.PrimaryKeyConstraint("id", name="pk_economy_purchases"),
    )
    op.create_index("ix_economy_purchases_person_at", "economy_purchases", ["person", "at"])
    op.create_index("ix_economy_purchases_sku", "economy_purchases", ["sku"])


def _redemptions() -> None:
    op.create_table(
        "economy_redemptions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["economy_promotions.code"], name="fk_economy_redemptions_code_economy_promotions"
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["ledger_transactions.id"], name="fk_economy_redemptions_id_ledger_transactions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_economy_redemptions"),
    )
    op.create_index("ix_economy_redemptions_code_person", "economy_redemptions", ["code", "person"])


def _fee_parts() -> None:
    op.create_table(
        "economy_fee_parts",
        sa.Column("tournament", sa.String(64), nullable=False),
        sa.Column("entrant", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("hold", sa.String(32), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("currency", sa.String(60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.ForeignKeyConstraint(["hold"], ["ledger_holds.id"], name="fk_economy_fee_parts_hold_ledger_holds"),
        sa.PrimaryKeyConstraint("tournament", "entrant", "number", "part", name="pk_economy_fee_parts"),
        sa.UniqueConstraint("hold", name="uq_economy_fee_parts_hold"),
    )
    op.create_index("ix_economy_fee_parts_person", "economy_fee_parts", ["person"])
