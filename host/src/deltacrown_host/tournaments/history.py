"""What has happened in a tournament: its events a page at a time, and its journal as a file."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from attrs import frozen
from deltacrown import Entry, Event, wire
from deltacrown.journal import to_line
from litestar import Router, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.sanity import LARGEST
from deltacrown_host.store.desk import Desk

LONGEST_PAGE = 1000
_LINES_AT_ONCE = 500


@frozen
class EventLine:
    """One event: its number, when and by whom its command was given, the command's id, and what happened."""

    seq: int
    at: datetime
    actor: str
    command: str
    event: dict[str, Any]


@frozen
class EventPage:
    """Events in order. `version` is the tournament's: there is more where the last event is below it."""

    version: int
    events: tuple[EventLine, ...]


@get("/events", summary="Read events")
async def events(
    tournament: FromPath[str],
    host: HostDependency,
    after: Annotated[int, QueryParameter(ge=0, le=LARGEST, description="the last number that you have")] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE,
) -> EventPage:
    """The events after a number, in order."""
    entries, version = await host.desk.entries(tournament, after, limit)
    return EventPage(version, tuple(map(event_line, entries)))


def event_line(entry: Entry) -> EventLine:
    """The entry as it is shown."""
    return EventLine(entry.seq, entry.at, entry.actor, entry.order, wire.unstructure(entry.event, Event))


@get("/journal", summary="Download the journal", media_type="application/jsonl")
async def journal(tournament: FromPath[str], host: HostDependency) -> Stream:
    """The journal as a file: one line of JSON an event, chained by digests, for `deltacrown verify`."""
    version = await host.desk.look(tournament, lambda standing, _: standing.version)
    headers = {"content-disposition": f'attachment; filename="{tournament}.jsonl"', "etag": f'"{version}"'}
    return Stream(_lines(host.desk, tournament, version), media_type="application/jsonl", headers=headers)


async def _lines(desk: Desk, tournament: FromPath[str], version: int) -> AsyncIterator[str]:
    """The file in pieces, up to the version that its head has promised: a whole number of commands."""
    sent = 0
    while sent < version:
        entries, _ = await desk.entries(tournament, sent, min(_LINES_AT_ONCE, version - sent))
        yield "".join(f"{to_line(entry)}\n" for entry in entries)
        sent = entries[-1].seq


router = Router("/api/tournaments/{tournament:str}", route_handlers=[events, journal], tags=["History"])
