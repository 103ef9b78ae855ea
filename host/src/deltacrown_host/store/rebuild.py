"""Making the projections again from the journal, which is the truth."""

from deltacrown import Engine, Tournament
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.store.database import Database
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.tables import journal
from deltacrown_host.tournaments.projection import row_of
from deltacrown_host.tournaments.tables import tournaments


def rebuild(database: Database, engine: Engine) -> int:
    """Replace every projection by what the journal says; answers how many tournaments there are."""
    with database.begin() as connection:
        return rebuild_on(connection, engine)


def rebuild_on(connection: Connection, engine: Engine) -> int:
    """The same, in a transaction that somebody else commits or rolls back."""
    ids = connection.execute(select(journal.c.tournament_id).distinct()).scalars().all()
    connection.execute(delete(tournaments))
    for tournament in ids:
        _project(connection, engine, tournament)
    return len(ids)


def _project(connection: Connection, engine: Engine, tournament: str) -> None:
    entries = tuple(SqlJournal(connection, tournament).read())
    standing = engine.apply(Tournament(), (entry.event for entry in entries))
    connection.execute(insert(tournaments).values(row_of(standing, entries)))
