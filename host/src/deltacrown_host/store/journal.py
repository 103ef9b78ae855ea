"""The journal of one tournament in SQL. It implements the core's `Journal`."""

from collections.abc import Iterator, Sequence
from typing import Any

from deltacrown import Command, Entry, Event, StaleVersion, wire
from deltacrown.commands import Envelope
from deltacrown.journal import seal
from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from deltacrown_host.store.tables import journal

# Statements are built once: building one takes longer than SQLite takes to carry it out.
_MINE = select(journal).where(journal.c.tournament_id == bindparam("tournament"))
_AFTER = _MINE.where(journal.c.seq > bindparam("after")).order_by(journal.c.seq).limit(bindparam("limit"))
_OF_COMMAND = _MINE.where(journal.c.order == bindparam("command_id")).order_by(journal.c.seq)
_LAST = _MINE.order_by(journal.c.seq.desc()).limit(1)
_APPEND = insert(journal)
_ALL = 2**53


class SqlJournal:
    """The entries of one tournament, on a connection that somebody else commits or rolls back.

    `last` is the last entry as far as the caller knows; where it is, it need not be read again.
    """

    def __init__(self, connection: Connection, tournament: str, last: Entry | None = None) -> None:
        self._connection = connection
        self._tournament = tournament
        self._known = last

    def read(self, after: int = 0, limit: int = _ALL) -> Iterator[Entry]:
        """The entries with a sequence number above `after`, in order, at most `limit` of them."""
        return map(_entry, self._rows(_AFTER, after=after, limit=limit))

    def find(self, command_id: str) -> Sequence[Entry]:
        """The entries that follow from the command with this id; empty where it is not in the journal."""
        return tuple(map(_entry, self._rows(_OF_COMMAND, command_id=command_id)))

    def append(self, expected_version: int, envelope: Envelope, events: Sequence[Event]) -> Sequence[Entry]:
        """Write the events of one command, all or none, and answer their entries.

        Raises StaleVersion where the journal is not at `expected_version`, and lets the database's IntegrityError
        through where another process takes the same numbers at the same moment.
        """
        last = self._known
        if last is None or last.seq != expected_version:
            last = next(map(_entry, self._rows(_LAST)), None)
        version = last.seq if last else 0
        if version != expected_version:
            raise StaleVersion(expected_version, version)
        entries = seal(last, envelope, events)
        self._connection.execute(_APPEND, [self._row(entry) for entry in entries])
        return entries

    def _rows(self, statement: Select[Any], **values: object) -> Iterator[Row[Any]]:
        return iter(self._connection.execute(statement, {"tournament": self._tournament, **values}))

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
