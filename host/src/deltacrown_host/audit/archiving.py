"""Old rows of the trail go into files: each a beginning that names the file before it by its digest, then the rows.

So nobody takes a file away, or changes one, without breaking the chain. The database lets go of a row only where it
knows the file that has it. The newest row always stays: the numbers of those to come follow from it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from sqlalchemy import Connection, Row, delete, func, insert, select

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.audit.rows import line_of
from deltacrown_host.audit.tables import audit, audit_archives
from deltacrown_host.files.kinds import JSONL
from deltacrown_host.files.store import NotReached, Store
from deltacrown_host.store.database import Database

AT_ONCE = 10_000
_NO_FILE = ""


def archive(store: Store, database: Database, before: datetime, now: datetime) -> bool:
    """Move the oldest rows from before that time into a file; answers whether there may be more. Raises NotReached."""
    with database.connect() as connection:
        rows, number, previous = _oldest(connection, before), *_newest(connection)
    if not rows:
        return False
    first, last = rows[0].id, rows[-1].id
    beginning = {"archive": number + 1, "previous": previous, "first": first, "last": last}
    text = "".join(f"{line}\n" for line in (json.dumps(beginning), *map(_written, rows))).encode()
    # The file comes first: where the process dies here, nothing names it, and `files.sweeping` takes it away.
    name = new_id()
    store.put(name, BytesIO(text), JSONL)
    known = {"number": number + 1, "name": name, "digest": sha256(text).hexdigest(), "size": len(text)}
    with database.begin() as connection:
        connection.execute(insert(audit_archives).values(**known, first=first, last=last, at=now))
        gone = connection.execute(delete(audit).where(audit.c.id.between(first, last))).rowcount
        assert gone == len(rows), "a row that the file does not have"
    return len(rows) == AT_ONCE


def faults(store: Store, database: Database) -> Iterator[str]:
    """What is wrong with the archives: files that are gone or changed, and a chain that is broken."""
    with database.connect() as connection:
        rows = connection.execute(select(audit_archives).order_by(audit_archives.c.number)).all()
    previous = _NO_FILE
    for number, row in enumerate(rows, 1):
        try:
            text = b"".join(store.read(row.name))
        except NotReached as error:
            yield f"archive {row.number} of the audit trail: {error}"
        else:
            yield from _faults_in(text, row, number, previous)
        previous = row.digest


def _faults_in(text: bytes, row: Row[tuple[object, ...]], number: int, previous: str) -> Iterator[str]:
    if sha256(text).hexdigest() != row.digest:
        yield f"archive {row.number} of the audit trail is not what was written"
        return
    beginning = json.loads(text.split(b"\n", 1)[0])
    if (beginning["archive"], beginning["previous"]) != (number, previous):
        yield f"archive {row.number} of the audit trail does not follow the one before it"


def _oldest(connection: Connection, before: datetime) -> list[Row[tuple[object, ...]]]:
    newest = select(func.max(audit.c.id)).scalar_subquery()
    wanted = select(audit).where(audit.c.id < newest).order_by(audit.c.id).limit(AT_ONCE)
    rows = []
    for row in connection.execute(wanted):
        if row.at >= before:
            break
        rows.append(row)
    return rows


def _newest(connection: Connection) -> tuple[int, str]:
    wanted = select(audit_archives.c.number, audit_archives.c.digest).order_by(audit_archives.c.number.desc())
    row = connection.execute(wanted.limit(1)).first()
    return (row.number, row.digest) if row else (0, _NO_FILE)


def _written(row: Row[tuple[object, ...]]) -> str:
    line = line_of(row)
    fields = ("id", "actor", "action", "object", "tournament", "before", "after")
    return json.dumps({"at": line.at.isoformat(), **{name: getattr(line, name) for name in fields}}, sort_keys=True)
