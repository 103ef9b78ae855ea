"""Old rows of the audit trail go into files that are chained, and leave the database only then."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from deltacrown_host.audit import archiving
from deltacrown_host.audit.deeds import Deed, Doer, note
from deltacrown_host.audit.tables import audit, audit_archives
from deltacrown_host.files.store import store_at
from deltacrown_host.files.sweeping import GRACE, sweep
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DatabaseError

from tests.servers import opened

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def written(database: Database, days: int) -> None:
    """A deed a day."""
    with database.begin() as connection:
        for day in range(days):
            note(connection, Doer("ann"), Deed(f"test.day{day}", "host"), NOON + timedelta(days=day))


def count(database: Database) -> int:
    with database.connect() as connection:
        return connection.execute(select(func.count()).select_from(audit)).scalar_one()


def test_what_is_old_enough_is_archived_and_then_gone(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row is in one file or in the database; each file names the one before; whoever changes one is found out."""
    monkeypatch.setattr(archiving, "AT_ONCE", 3)
    database, store = opened(database_url), store_at(str(tmp_path))
    migrate(database)
    written(database, 10)
    with pytest.raises(DatabaseError, match="only ever added to"), database.begin() as connection:
        connection.execute(delete(audit))
    soon = datetime.now(UTC)
    rounds = [archiving.archive(store, database, NOON + timedelta(days=7), soon) for _ in range(4)]
    assert (rounds, count(database)) == ([True, True, False, False], 3)
    with database.connect() as connection:
        kept = connection.execute(select(audit_archives).order_by(audit_archives.c.number)).all()
    texts = [b"".join(store.read(row.name)) for row in kept]
    lines = [[json.loads(line) for line in text.splitlines()] for text in texts]
    assert [one["action"] for file in lines for one in file[1:]] == [f"test.day{day}" for day in range(7)]
    digests = [sha256(text).hexdigest() for text in texts]
    assert [file[0]["previous"] for file in lines] == ["", *digests[:-1]]
    # The newest row stays, for the numbers of those to come follow from it.
    while archiving.archive(store, database, NOON + timedelta(days=99), soon):
        pass
    assert count(database) == 1
    with pytest.raises(DatabaseError, match="only ever added to"), database.begin() as connection:
        connection.execute(delete(audit_archives))
    assert sweep(store, database, soon + 2 * GRACE).removed == 0
    assert list(archiving.faults(store, database)) == []
    file = tmp_path / kept[1].name
    file.write_bytes(file.read_bytes().replace(b"ann", b"eve"))
    (tmp_path / kept[2].name).unlink()
    said = list(archiving.faults(store, database))
    assert ["not what was written" in said[0], "archive 3" in said[1], len(said)] == [True, True, 2]
    database.close()
