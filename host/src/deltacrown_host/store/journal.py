"""The journal of one tournament in SQL. It implements the core's `Journal`."""

from collections.abc import Iterator, Sequence
from typing import Any

from deltacrown import Command, Entry, Event, StaleVersion, wire
from deltacrown.commands import Envelope
from deltacrown.journal import seal
from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select

from deltacrown_host.store.tables import journal


class SqlJournal:
    """The entries of one tournament, on a connection that somebody else commits or rolls back."""

    def __init__(self, connection: Connection, tournament: str) -> None:
        self._connection = connection
        self._tournament = tournament

    @property
    def version(self) -> int:
        """The number of entries."""
        newest = select(func.max(journal.c.seq)).where(self._mine)
        return self._connection.execute(newest).scalar_one() or 0

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        """The entries with a sequence number above `after`, in order, at most `limit` of them."""
        wanted = self._entries().where(journal.c.seq > after).order_by(journal.c.seq).limit(limit)
        return map(_entry, self._connection.execute(wanted))

    def find(self, command_id: str) -> Sequence[Entry]:
        """The entries that follow from the command with this id; empty where it is not in the journal."""
        wanted = self._entries().where(journal.c.order == command_id).order_by(journal.c.seq)
        return tuple(map(_entry, self._connection.execute(wanted)))

    def append(self, expected_version: int, envelope: Envelope, events: Sequence[Event]) -> Sequence[Entry]:
        """Write the events of one command, all or none, and answer their entries.

        Raises StaleVersion where the journal is not at `expected_version`, and lets the database's IntegrityError
        through where another process takes the same numbers at the same moment.
        """
        last = self._last()
        version = last.seq if last else 0
        if version != expected_version:
            raise StaleVersion(expected_version, version)
        entries = seal(last, envelope, events)
        self._connection.execute(insert(journal), [self._row(entry) for entry in entries])
        return entries

    @property
    def _mine(self) -> ColumnElement[bool]:
        return journal.c.tournament_id == self._tournament

    def _entries(self) -> Select[Any]:
        return select(journal).where(self._mine)

    def _last(self) -> Entry | None:
        row = self._connection.execute(self._entries().order_by(journal.c.seq.desc()).limit(1)).first()
        return _entry(row) if row else None

    def _row(self, entry: Entry) -> dict[str, object]:
        command = None if entry.command is None else wire.dumps(wire.unstructure(entry.command, Command))
        return {
            "tournament_id": self._tournament,
            "seq": entry.seq,
            "at": entry.at,
            "actor": entry.actor,
            "order": entry.order,
            "command": command,
            "event": wire.dumps(wire.unstructure(entry.event, Event)),
            "last": entry.last,
            "previous": entry.previous,
            "digest": entry.digest,
        }


def _entry(row: Row[Any]) -> Entry:
    # The unions of commands and events are read by hooks of the core's converter, which mypy cannot see as types.
    command: Any = Command
    event: Any = Event
    return Entry(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        order=row.order,
        event=wire.structure(wire.loads(row.event), event),
        previous=row.previous,
        last=row.last,
        command=None if row.command is None else wire.structure(wire.loads(row.command), command),
        digest=row.digest,
    )
