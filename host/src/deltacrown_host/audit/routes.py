"""The audit trail: read it a page at a time, or as a file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from attrs import evolve
from deltacrown import Malformed, Problem, Tournament
from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import Stream
from sqlalchemy import Connection

from deltacrown_host.access.needs import ADMIN, needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.audit.changes import with_changes
from deltacrown_host.audit.export import CSV, JSONL, head, piece
from deltacrown_host.audit.lines import Page, Wanted
from deltacrown_host.audit.reading import page
from deltacrown_host.bootstrap import Host, HostDependency

_STAFF = needs(Permission.ANALYTICS)
_AT_ONCE = 500
_OF = "/tournaments/{tournament:str}"

Filters = NamedDependency[Wanted]
Cursor = Annotated[str, QueryParameter(description="where the page before ended")]
Limit = Annotated[int, QueryParameter(ge=1, le=_AT_ONCE)]
Changes = Annotated[bool, QueryParameter(description="how what commands changed stood before and after, by replay")]


def wanted_of(  # noqa: PLR0913, PLR0917 - the filters
    tournament: Annotated[str, QueryParameter(description="only what belongs to this tournament")] = "",
    actor: Annotated[str, QueryParameter(description="only what this account did")] = "",
    action: Annotated[str, QueryParameter(description='only what is called this, such as "payment.verify"')] = "",
    object: Annotated[str, QueryParameter(description='only what was done to this: "match/ko/final"')] = "",  # noqa: A002 - the trail's word
    since: Annotated[datetime | None, QueryParameter(description="from this moment on")] = None,
    until: Annotated[datetime | None, QueryParameter(description="before this moment")] = None,
) -> Wanted:
    """The lines that a request asks for. Raises Malformed."""
    texts = {"tournament": tournament, "actor": actor, "action": action, "object": object}
    strange = [name for name, text in texts.items() if not text.isprintable()]
    if strange:
        raise Malformed([Problem("text.invalid", "a text holds no control characters", name) for name in strange])
    return Wanted(tournament, actor, action, object, _utc(since, "since"), _utc(until, "until"))


@get("/audit", opt=ADMIN, summary="Read the audit trail")
async def read(wanted: Filters, host: HostDependency, cursor: Cursor = "", limit: Limit = 50) -> Page:
    """What was done on this host, the newest first, with the addresses from where: for administrators."""
    return await host.database.query(page, evolve(wanted, addresses=True), cursor, limit)


@get("/audit.csv", opt=ADMIN, summary="Download the audit trail as a table", media_type=CSV)
async def as_table(wanted: Filters, host: HostDependency) -> Stream:
    """The same as a table for spreadsheets."""
    return _file(host, evolve(wanted, addresses=True), CSV)


@get("/audit.jsonl", opt=ADMIN, summary="Download the audit trail", media_type=JSONL)
async def as_lines(wanted: Filters, host: HostDependency) -> Stream:
    """The same as a file, a line of JSON each."""
    return _file(host, evolve(wanted, addresses=True), JSONL)


@get(f"{_OF}/audit", opt=_STAFF, summary="Read a tournament's audit trail")
async def read_of(
    *,
    wanted: Filters,
    host: HostDependency,
    cursor: Cursor = "",
    limit: Limit = 50,
    changes: Changes = False,
) -> Page:
    """What was done in the tournament, the newest first, without addresses."""

    def look(_: Tournament, connection: Connection) -> Page:
        found = page(connection, wanted, cursor, limit)
        if not changes:
            return found
        return evolve(found, lines=with_changes(connection, host.desk.engine, wanted.tournament, found.lines))

    return await host.desk.look(wanted.tournament, look)


@get(f"{_OF}/audit.csv", opt=_STAFF, summary="Download a tournament's audit trail as a table", media_type=CSV)
async def as_table_of(wanted: Filters, host: HostDependency) -> Stream:
    """The same as a table for spreadsheets."""
    return _file(host, wanted, CSV)


@get(f"{_OF}/audit.jsonl", opt=_STAFF, summary="Download a tournament's audit trail", media_type=JSONL)
async def as_lines_of(wanted: Filters, host: HostDependency) -> Stream:
    """The same as a file, a line of JSON each."""
    return _file(host, wanted, JSONL)


def _file(host: Host, wanted: Wanted, form: str) -> Stream:
    name = "audit.csv" if form == CSV else "audit.jsonl"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Stream(_pieces(host, wanted, form), media_type=form, headers=headers)


async def _pieces(host: Host, wanted: Wanted, form: str) -> AsyncIterator[str]:
    """The file: no connection is held while it goes out, however slow whoever takes it."""
    yield head(form)
    cursor: str | None = None
    while cursor != "":
        found = await host.database.query(page, wanted, cursor or "", _AT_ONCE)
        cursor = found.cursor
        yield piece(form, found.lines)


def _utc(moment: datetime | None, field: str) -> datetime | None:
    """The moment in UTC, which is meant where no zone is given. Raises Malformed."""
    try:
        zoned = moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
        return zoned.astimezone(UTC) if zoned else None
    except OverflowError as error:
        raise Malformed([Problem("field.invalid", "no such moment in UTC", field)]) from error


router = Router(
    "/api",
    route_handlers=[read, as_table, as_lines, read_of, as_table_of, as_lines_of],
    dependencies={"wanted": Provide(wanted_of, sync_to_thread=False)},
    tags=["Audit"],
)
