"""The tables of the ledger. What was done never changes: the database itself refuses to rewrite it.

An embedder makes them with `metadata.create_all(connection)`, or runs the Alembic revisions beside this package; in
the host they are migrated with its own.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from deltacrown_economy.ledger.orders import CURRENCY_LENGTH, NAME_LENGTH

ID_LENGTH = 32
DIGEST_LENGTH = 64


class Moment(TypeDecorator[datetime]):
    """A moment: with its zone in Python, in UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment with its zone."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    }
)
_number = BigInteger().with_variant(Integer(), "sqlite")

currencies = Table(
    "ledger_currencies",
    metadata,
    Column("code", String(CURRENCY_LENGTH), primary_key=True),
    Column("exponent", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
)

accounts = Table(
    "ledger_accounts",
    metadata,
    Column("id", _number, primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("currency", ForeignKey("ledger_currencies.code"), nullable=False),
    Column("owner", String(NAME_LENGTH), nullable=False, index=True),
    Column("floor", BigInteger),
    Column("ceiling", BigInteger),
    Column("status", String(10), nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("held_out", BigInteger, nullable=False),
    Column("held_in", BigInteger, nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
    Column("changed_at", Moment),
    # The rules look at this first and say it better; this is what holds when they are wrong.
    CheckConstraint("floor IS NULL OR balance - held_out >= floor", "floor"),
    CheckConstraint("ceiling IS NULL OR balance + held_in <= ceiling", "ceiling"),
    CheckConstraint("held_out >= 0 AND held_in >= 0", "held"),
)

_REVERSALS = text("reverses <> ''")

transactions = Table(
    "ledger_transactions",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("scope", String(NAME_LENGTH), nullable=False),
    Column("key", String(NAME_LENGTH), nullable=False),
    # JSON text as its digest is taken, so not the database's own JSON type.
    Column("content", Text, nullable=False),
    Column("about", String(NAME_LENGTH), nullable=False, index=True),
    Column("actor", String(NAME_LENGTH), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("legs", Integer, nullable=False),
    Column("reverses", String(ID_LENGTH), nullable=False),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
    Index(None, "reverses", postgresql_where=_REVERSALS, sqlite_where=_REVERSALS),
)

entries = Table(
    "ledger_entries",
    metadata,
    Column("account_id", ForeignKey("ledger_accounts.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("transaction_id", ForeignKey("ledger_transactions.id"), nullable=False, index=True),
    Column("amount", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("digest", String(DIGEST_LENGTH), nullable=False),
    CheckConstraint("amount <> 0", "amount"),
    Index(None, "account_id", "at", "seq"),
    # An account's entries lie side by side, so that a page of its history is a page of the file.
    sqlite_with_rowid=False,
)

holds = Table(
    "ledger_holds",
    metadata,
    Column("id", ForeignKey("ledger_transactions.id"), primary_key=True),
    Column("source_id", ForeignKey("ledger_accounts.id"), nullable=False, index=True),
    Column("target_id", ForeignKey("ledger_accounts.id"), nullable=False, index=True),
    Column("amount", BigInteger, nullable=False),
    Column("expires_at", Moment, index=True),
    Column("state", String(10), nullable=False),
    CheckConstraint("amount > 0", "amount"),
)

NEVER_CHANGES = ("ledger_transactions", "ledger_entries")
"""Rows of these tables are neither changed nor deleted."""


def guards(table: str, dialect: str) -> tuple[str, ...]:
    """The statements that have the database keep the rows of a table as they are."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_{word.lower()} BEFORE {word} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
            for word in ("UPDATE", "DELETE")
        )
    return (
        (
            f"CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
        ),
    )


for _table in (transactions, entries):
    for _dialect in ("sqlite", "postgresql"):
        for _statement in guards(_table.name, _dialect):
            event.listen(_table, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
