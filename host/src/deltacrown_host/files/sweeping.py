"""Files that no row names: whoever sent them hung up, or the process died between the file and its row."""

from datetime import datetime, timedelta

from attrs import frozen
from sqlalchemy import Connection, select, union

from deltacrown_host.audit.tables import audit_archives
from deltacrown_host.files.store import Store
from deltacrown_host.files.tables import files
from deltacrown_host.store.database import Database

GRACE = timedelta(days=1)
"""A file comes before its row: for so long it may be on its way."""
AT_ONCE = 500


@frozen
class Swept:
    """How many files were taken away, and the name to go on after; empty at the end."""

    removed: int
    after: str


def sweep(store: Store, database: Database, now: datetime, after: str = "") -> Swept:
    """Look at the next files, and take away those that nothing names since a day. Raises NotReached."""
    lying = store.listing(after, AT_ONCE)
    old = [one.name for one in lying if one.since < now - GRACE]
    with database.connect() as connection:
        nobodys = sorted(set(old) - _named(connection, old))
    for name in nobodys:
        store.remove(name)
    return Swept(len(nobodys), lying[-1].name if len(lying) == AT_ONCE else "")


def _named(connection: Connection, names: list[str]) -> set[str]:
    known = [select(table.c.name).where(table.c.name.in_(names)) for table in (files, audit_archives)]
    return set(connection.execute(union(*known)).scalars())
