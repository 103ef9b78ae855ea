"""What was done to rows, for ever; and from where, for as long as the settings say.

Journals say for themselves who gave each command. The database refuses to change or delete a row of `audit`, whoever
asks; so it holds ids and words of ours, never what people are called or what they wrote. Addresses are personal: they
lie beside, where they can be erased.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from deltacrown_host.store.tables import COMMAND_ID_LENGTH, ID_LENGTH, metadata
from deltacrown_host.store.types import UtcTime

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    # The account that did it; empty for the host itself and its command line.
    Column("actor", String(ID_LENGTH), nullable=False),
    Column("action", String(64), nullable=False),
    # What it was done to, such as `account/…`.
    Column("object", Text, nullable=False),
    # The tournament that it belongs to; empty for none.
    Column("tournament_id", String(ID_LENGTH), nullable=False),
    # JSON; null where there was nothing, or is nothing to say.
    Column("before", Text),
    Column("after", Text),
    Index(None, "at"),
    Index(None, "tournament_id", "at"),
)

# The files that old rows have gone into. A row of `audit` is deleted only where one of them has it, and these never.
audit_archives = Table(
    "audit_archives",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # Its name in the store.
    Column("name", String(ID_LENGTH), nullable=False),
    # SHA-256 of the file, which begins with that of the one before.
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    # The ids of its first and last row.
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("at", UtcTime, nullable=False),
)

audit_addresses = Table(
    "audit_addresses",
    metadata,
    # The tournament and the command; for a row of `audit`, no tournament and its id.
    Column("tournament_id", String(ID_LENGTH), primary_key=True),
    Column("order", String(COMMAND_ID_LENGTH), primary_key=True),
    Column("account", String(ID_LENGTH), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "at"),
    Index(None, "account"),
)
