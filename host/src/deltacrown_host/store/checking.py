"""Whether what a database holds can be true: chains are whole, and rows follow from their journals.

The rules are not asked again, as `deltacrown verify` does: what a plugin decided stands, though it may be gone or
corrected since.
"""

from collections.abc import Iterable, Iterator, Sequence

from deltacrown import BrokenChain, Engine, Entry, Malformed, Tournament
from deltacrown.journal import from_line, to_line
from sqlalchemy import Connection, select, union

from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.tables import journal
from deltacrown_host.tournaments.projection import row_of
from deltacrown_host.tournaments.tables import tournaments


def tournament_ids(connection: Connection) -> Sequence[str]:
    """Every tournament that has a journal or a row, the latest changed last; those without a row come first."""
    ids = union(select(journal.c.tournament_id.label("id")), select(tournaments.c.id)).subquery()
    row = tournaments.c
    found = select(ids.c.id).outerjoin(tournaments, row.id == ids.c.id)
    return connection.execute(found.order_by(row.updated_at.is_not(None), row.updated_at, ids.c.id)).scalars().all()


def fault_of(connection: Connection, engine: Engine, tournament: str) -> str:
    """What is wrong with the tournament's journal or with its row, in a few words; empty where nothing is."""
    try:
        entries = tuple(_chained(SqlJournal(connection, tournament).read()))
        standing = engine.apply(Tournament(), (entry.event for entry in entries))
    except (BrokenChain, Malformed) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - an event that nobody decided may break anything
        return f"its journal cannot be replayed ({type(error).__name__}: {error})"
    if not entries:
        return "it has no journal"
    if not entries[-1].last:
        return "its journal ends in the middle of a command"
    if standing.id != tournament:
        return f"its journal is that of {standing.id!r}"
    row = connection.execute(select(tournaments).where(tournaments.c.id == tournament)).mappings().one_or_none()
    return "" if row and dict(row) == row_of(standing, entries) else "its row is not what its journal says"


def _chained(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each checked against the one before. Raises BrokenChain."""
    before: Entry | None = None
    for entry in entries:
        before = from_line(to_line(entry), before)
        yield before
