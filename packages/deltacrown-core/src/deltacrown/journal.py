"""The journal: a hash chain of events, and where one may be kept.

Each entry is one event. Its digest is the SHA-256 of its line of JSON without the digest, and the line holds the digest
of the entry before: nothing can be changed, dropped or moved without the chain showing where. The first entry of a
command carries the command itself, so that anyone can decide it again; the last one is marked, so that a journal
that ends in the middle of a command is recognised as cut off.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import groupby
from os import SEEK_END, fsync
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from deltacrown import wire
from deltacrown.commands import Command, Envelope
from deltacrown.errors import BrokenChain, CommandReused, JournalError, Malformed, StaleVersion
from deltacrown.events import Event
from deltacrown.making import quick
from deltacrown.problems import Problem
from deltacrown.writing import Writer, long_way, writer

WRITTEN_AS = 1
"""The version of the journal's format. A reader refuses versions it does not know."""

GENESIS = ""
"""What the first entry holds as the digest of the entry before."""


@quick
@frozen(weakref_slot=False)
class Entry:
    """One event in its place in the chain.

    seq       1, 2, 3 … without gaps; the version of the tournament after this event
    at        when the command was given
    actor     the id of whoever gave it
    order     the id of the command that this event follows from
    event     what happened
    command   the command itself, on its first event only
    last      whether this is the command's last event
    previous  the digest of the entry before
    digest    the digest of this entry
    """

    seq: int
    at: datetime
    actor: str
    order: str
    event: Event
    previous: str
    last: bool
    command: Command | None = None
    digest: str = ""


def seal(before: Entry | None, envelope: Envelope, events: Sequence[Event]) -> tuple[Entry, ...]:
    """The events of a command as entries that continue the chain after `before`."""
    return _sealed(before, envelope, events)[0]


def _sealed(before: Entry | None, envelope: Envelope, events: Sequence[Event]) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries of a command, and their bodies: each is written once, for its digest and for the file."""
    entries: list[Entry] = []
    bodies: list[str] = []
    previous, seq = (before.digest, before.seq) if before else (GENESIS, 0)
    at, actor, order = envelope.at, envelope.actor, envelope.id
    command: Command | None = envelope.command
    final = seq + len(events)
    for event in events:
        seq += 1
        last = seq == final
        body = _body(seq, at, actor, order, command, event, last, previous)
        digest = sha256(body.encode()).hexdigest()
        entries.append(Entry(seq, at, actor, order, event, previous, last, command, digest))
        bodies.append(body)
        previous, command = digest, None
    return tuple(entries), bodies


def _body(*parts: Any) -> str:
    """An entry's JSON without its digest: the text that the digest is of."""
    try:
        return _written(*parts, *_SHORT_WAYS)
    except (TypeError, KeyError, AttributeError):
        return _written(*parts, *_LONG_WAYS)


_SHORT_WAYS: Sequence[Writer] = tuple(map(writer, (datetime, str, Command, Event)))
_LONG_WAYS: Sequence[Writer] = [partial(long_way, kind) for kind in (datetime, str, Command, Event)]


def _written(  # noqa: PLR0913, PLR0917 - what is in an entry, and what writes it
    seq: int,
    at: datetime,
    actor: str,
    order: str,
    command: Command | None,
    event: Event,
    last: bool,  # noqa: FBT001 - as they are written
    previous: str,
    time: Writer,
    text: Writer,
    of_command: Writer,
    of_event: Writer,
) -> str:
    return (
        f'{{"journal":{WRITTEN_AS},"seq":{seq},"at":{time(at)},"actor":{text(actor)},"order":{text(order)},"command":'
        f'{"null" if command is None else of_command(command)},"event":{of_event(event)},'
        f'"last":{"true" if last else "false"},"previous":"{previous}"}}'
    )


def _line(body: str, digest: str) -> str:
    return f'{body[:-1]},"digest":"{digest}"}}'


def to_line(entry: Entry) -> str:
    """The entry as a line of a journal file, without the line end."""
    made = (entry.seq, entry.at, entry.actor, entry.order, entry.command, entry.event, entry.last, entry.previous)
    return _line(_body(*made), entry.digest)


_BEGINNING = b'{"journal":'
_DIGEST_LENGTH = len(',"digest":""}') + 64


def from_line(line: str, before: Entry | None) -> Entry:
    """The entry on a line of a journal file, checked against the chain.

    Raises BrokenChain where the line is not the one that was written after `before`.
    """
    seq = before.seq + 1 if before else 1
    if not line.startswith(_BEGINNING.decode()):
        raise BrokenChain(seq, "this is not an entry of a DeltaCrown journal")
    if line.endswith("\r"):
        raise BrokenChain(seq, "the line ends were changed: a journal has one line feed after each entry")
    body, digest = line[:-_DIGEST_LENGTH] + "}", line[-66:-2]
    if line != _line(body, digest) or sha256(body.encode()).hexdigest() != digest:
        raise BrokenChain(seq, "its digest does not belong to its content: the line was changed after it was written")
    try:
        entry = _from_body(wire.loads(body), digest)
    except Malformed as error:
        raise BrokenChain(seq, f"is not a journal entry ({error})") from error
    if entry.seq != seq or entry.previous != (before.digest if before else GENESIS):
        raise BrokenChain(seq, "does not follow the entry before: entries are missing, moved or from another journal")
    return entry


def _from_body(data: dict[str, object], digest: str) -> Entry:
    written_as = data.pop("journal", None) if isinstance(data, dict) else None
    if written_as != WRITTEN_AS:
        raise Malformed([Problem("journal.version", f"written as version {written_as!r}, expected {WRITTEN_AS}")])
    return _read_entry({**data, "digest": digest})


_read_entry = wire.values(Entry)


def read_lines(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a journal file, each checked as it comes. Raises BrokenChain at the first that is not right."""
    before: Entry | None = None
    for line in lines:
        before = from_line(line.removesuffix("\n"), before)
        yield before


class Journal(Protocol):
    """Where the events of one tournament are kept. The version is the number of entries."""

    def read(self, after: int = 0) -> Iterable[Entry]:
        """The entries with a sequence number above `after`, in order."""

    def find(self, command_id: str) -> Sequence[Entry]:
        """The entries that follow from the command with this id; empty where it is not in the journal."""

    def append(self, expected_version: int, envelope: Envelope, events: Sequence[Event]) -> Sequence[Entry]:
        """Write the events of one command, all or none, and answer their entries.

        Raises StaleVersion where the journal is not at `expected_version`.
        """


class MemoryJournal:
    """A journal in memory."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[Entry] = []
        self._orders: dict[str, tuple[Entry, ...]] = {}
        for order, same in groupby(entries, lambda entry: entry.order):
            self._keep(order, tuple(same))

    def read(self, after: int = 0) -> Sequence[Entry]:
        """The entries with a sequence number above `after`, in order."""
        return tuple(self._entries[after:])

    def find(self, command_id: str) -> Sequence[Entry]:
        """The entries that follow from the command with this id."""
        return self._orders.get(command_id, ())

    def append(self, expected_version: int, envelope: Envelope, events: Sequence[Event]) -> Sequence[Entry]:
        """Write the events of one command. Raises StaleVersion where somebody else was first."""
        if expected_version != len(self._entries):
            raise StaleVersion(expected_version, len(self._entries))
        entries, bodies = _sealed(self._entries[-1] if self._entries else None, envelope, events)
        self._write(entries, bodies)
        self._keep(envelope.id, entries)
        return entries

    def _write(self, entries: Sequence[Entry], bodies: Sequence[str]) -> None:
        """For journals that also keep the entries, or their lines, elsewhere."""

    def _keep(self, order: str, entries: tuple[Entry, ...]) -> None:
        self._entries += entries
        self._orders[order] = entries


class FileJournal(MemoryJournal):
    """A journal in a file of one JSON line an event, safe against a crash while writing.

    Opening reads and checks the whole file. A tail that a crash left unfinished (no line end, or a command whose last
    event is missing) was never acknowledged, and is cut off. Raises BrokenChain for anything else that is wrong.
    One process writes a file: appending raises JournalError where somebody else has.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch()
        whole, self._size = _whole_commands(path)
        with path.open("r+b") as file:
            file.truncate(self._size)
        super().__init__(whole)

    def _write(self, entries: Sequence[Entry], bodies: Sequence[str]) -> None:
        lines = [_line(body, entry.digest) for entry, body in zip(entries, bodies, strict=True)]
        data = "".join(line + "\n" for line in lines).encode()
        with self._path.open("r+b") as file:
            if file.seek(0, SEEK_END) != self._size:
                message = f"{self._path} was changed by somebody else since it was opened"
                raise JournalError(message)
            try:
                file.write(data)
                file.flush()
                fsync(file.fileno())
            except OSError:
                file.truncate(self._size)
                raise
        self._size += len(data)


def _whole_commands(path: Path) -> tuple[list[Entry], int]:
    """The entries of all commands that are complete in the file, and how many bytes they take."""
    whole: list[Entry] = []
    pending: list[Entry] = []
    size = written = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                if not line.startswith(_BEGINNING[: len(line)]):
                    raise BrokenChain(len(whole) + len(pending) + 1, "this is not an entry of a DeltaCrown journal")
                break
            before = pending[-1] if pending else whole[-1] if whole else None
            pending.append(from_line(line[:-1].decode(errors="replace"), before))
            written += len(line)
            if pending[-1].last:
                whole += pending
                pending, size = [], written
    return whole, size


def answered(journal: Journal, envelope: Envelope) -> Sequence[Entry]:
    """What the journal already holds for this command: nothing if it is new.

    Raises CommandReused where the id came before with another command.
    """
    entries = journal.find(envelope.id)
    if entries and entries[0].command != envelope.command:
        raise CommandReused(envelope.id)
    return entries
