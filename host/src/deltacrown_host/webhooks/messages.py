"""What is sent about an event: ids and display names, nothing else of anybody."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import field, frozen
from deltacrown import Entry, Event, wire
from sqlalchemy import Connection, select

from deltacrown_host.registrations.tables import entrant_names
from deltacrown_host.webhooks.bodies import Kind
from deltacrown_host.webhooks.sentences import as_discord, as_slack, sentence

LARGEST_BYTES = 20_000


@frozen
class Source:
    """The tournament that an event is from: its id, and what it is called."""

    id: str
    name: str


@frozen
class Message:
    """What is sent about one event. `id` is the same however often, and to whomever, it is sent."""

    seq: int
    id: str
    body: bytes = field(repr=False)


def message_of(connection: Connection, kind: Kind, source: Source, entry: Entry) -> Message | None:
    """What a webhook of that kind is sent about an event; None where it is not told of such events."""
    digest = sha256(f"{source.id}/{entry.seq}".encode()).hexdigest()
    body = _standard(connection, source, entry) if kind is Kind.STANDARD else _spoken(connection, kind, source, entry)
    return None if body is None else Message(entry.seq, f"msg_{digest[:32]}", body)


def _standard(connection: Connection, source: Source, entry: Entry) -> bytes:
    event = wire.unstructure(entry.event, Event)
    if len(_json(event)) < LARGEST_BYTES:
        body = _body(source, entry, event, _names(connection, source.id, event))
        if len(body) < LARGEST_BYTES:
            return body
    return _body(source, entry, None, {})


def _body(source: Source, entry: Entry, event: Any, names: Mapping[str, str]) -> bytes:
    tournament = {"id": source.id, "name": source.name}
    data = {"tournament": tournament, "seq": entry.seq, "event": event, "names": names}
    at = wire.unstructure(entry.at, datetime)
    return _json({"type": type(entry.event).__name__, "timestamp": at, "data": data})


def _spoken(connection: Connection, kind: Kind, source: Source, entry: Entry) -> bytes | None:
    said = sentence(entry.event, lambda entrants: _named(connection, source.id, entrants))
    if said is None:
        return None
    form = as_discord if kind is Kind.DISCORD else as_slack
    return _json(form(source.name, said))


def _names(connection: Connection, tournament: str, event: Any) -> Mapping[str, str]:
    """The display names of everyone whom the event names."""
    return _named(connection, tournament, set(_texts(event)))


def _named(connection: Connection, tournament: str, entrants: Any) -> Mapping[str, str]:
    columns = entrant_names.c
    wanted = select(columns.entrant, columns.name).where(
        columns.tournament_id == tournament, columns.entrant.in_(sorted(entrants))
    )
    return {row.entrant: row.name for row in connection.execute(wanted)}


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain data: whichever of them are entrants."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _json(value: Any) -> bytes:
    return wire.dumps(value).encode()
