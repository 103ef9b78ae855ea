"""The tables beside the ledger: what its transactions were for. Money itself is in the ledger alone."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from deltacrown_economy.ledger.orders import CURRENCY_LENGTH, NAME_LENGTH
from deltacrown_economy.ledger.tables import ID_LENGTH, Moment, metadata

_PLACE = 64
_WORD = 20

fee_terms = Table(
    "economy_fee_terms",
    metadata,
    Column("tournament", String(_PLACE), primary_key=True),
    # Until when whoever leaves gets their fee back; null for as long as nothing else says so.
    Column("until", Moment),
    Column("keeps", BigInteger, nullable=False),
    Column("keeps_percent", Integer, nullable=False),
)

fee_parts = Table(
    "economy_fee_parts",
    metadata,
    Column("tournament", String(_PLACE), primary_key=True),
    Column("entrant", String(_PLACE), primary_key=True),
    # Whoever leaves and comes again pays again.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("person", String(_PLACE), nullable=False, index=True),
    Column("hold", ForeignKey("ledger_holds.id"), nullable=False, unique=True),
    Column("source", String(NAME_LENGTH), nullable=False),
    Column("code", String(_PLACE), nullable=False),
    Column("currency", String(CURRENCY_LENGTH), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

products = Table(
    "economy_products",
    metadata,
    Column("sku", String(50), primary_key=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("currency", ForeignKey("ledger_currencies.code"), nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("limit_each", Integer),
    Column("for_sale", Boolean, nullable=False),
    CheckConstraint("price > 0", "price"),
)

purchases = Table(
    "economy_purchases",
    metadata,
    # The transaction in which it was paid.
    Column("id", ForeignKey("ledger_transactions.id"), primary_key=True),
    Column("sku", ForeignKey("economy_products.sku"), nullable=False, index=True),
    Column("person", String(_PLACE), nullable=False),
    Column("number", Integer, nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("discount", BigInteger, nullable=False),
    Column("currency", String(CURRENCY_LENGTH), nullable=False),
    Column("code", String(_PLACE), nullable=False),
    Column("at", Moment, nullable=False),
    Column("refunded_at", Moment),
    Index(None, "person", "at"),
)

promotions = Table(
    "economy_promotions",
    metadata,
    Column("code", String(_PLACE), primary_key=True),
    Column("kind", String(_WORD), nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("currency", ForeignKey("ledger_currencies.code"), nullable=False),
    Column("goes_for", String(_WORD), nullable=False),
    Column("starts_at", Moment),
    Column("ends_at", Moment),
    Column("uses", Integer),
    Column("uses_each", Integer),
    Column("spend_least", BigInteger, nullable=False),
    # JSON: a list of ids; empty for everybody.
    Column("people", Text, nullable=False),
    Column("newcomers", Boolean, nullable=False),
    Column("lasts_s", Integer),
    Column("stopped", Boolean, nullable=False),
)

redemptions = Table(
    "economy_redemptions",
    metadata,
    # The transaction, or the hold, that the promotion paid for or gave.
    Column("id", ForeignKey("ledger_transactions.id"), primary_key=True),
    Column("code", ForeignKey("economy_promotions.code"), nullable=False),
    Column("person", String(_PLACE), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    # Given back: it counts no more.
    Column("undone", Boolean, nullable=False),
    Index(None, "code", "person"),
)

bonuses = Table(
    "economy_bonuses",
    metadata,
    Column("account", String(NAME_LENGTH), primary_key=True),
    Column("person", String(_PLACE), nullable=False),
    Column("code", ForeignKey("economy_promotions.code"), nullable=False),
    Column("currency", String(CURRENCY_LENGTH), nullable=False),
    Column("expires_at", Moment, index=True),
    Index(None, "person", "currency"),
)

adjustments = Table(
    "economy_adjustments",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("account", String(NAME_LENGTH), nullable=False),
    Column("counter", String(NAME_LENGTH), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(_PLACE), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String(_WORD), nullable=False),
    Column("decided_by", String(_PLACE), nullable=False),
    Column("decided_at", Moment),
    Column("transaction", String(ID_LENGTH), nullable=False),
    CheckConstraint("asked_by <> decided_by", "two_people"),
)

payments = Table(
    "economy_payments",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("provider", String(_PLACE), nullable=False),
    Column("person", String(_PLACE), nullable=False, index=True),
    Column("currency", ForeignKey("ledger_currencies.code"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("state", String(_WORD), nullable=False),
    # What the provider calls it; empty until it has said so.
    Column("reference", String(NAME_LENGTH), nullable=False, index=True),
    Column("link", Text, nullable=False),
    Column("transaction", String(ID_LENGTH), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("amount > 0", "amount"),
)

__all__ = ["metadata"]
