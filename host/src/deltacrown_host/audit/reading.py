"""Reading the trail: the rows, and the commands of all journals, merged by time, the newest first."""

from collections.abc import Iterator, Sequence

from attrs import evolve
from sqlalchemy import Connection, select, tuple_

from deltacrown_host.accounts.tables import accounts
from deltacrown_host.audit.commands import found_commands
from deltacrown_host.audit.cursors import read, written
from deltacrown_host.audit.lines import Line, Page, Wanted
from deltacrown_host.audit.rows import found_rows
from deltacrown_host.audit.tables import audit_addresses


def page(connection: Connection, wanted: Wanted, cursor: str, limit: int) -> Page:
    """The next lines. Raises Malformed for a cursor that is none of ours."""
    after = read(cursor)
    rows, commands = (find(connection, wanted, after, limit) for find in (found_rows, found_commands))
    # What lies behind the place up to which commands were looked at is for the next page.
    ends = [found.end for found in (rows, commands) if found.end]
    end = max(ends, default=None)
    both = [one for one in (*rows.lines, *commands.lines) if end is None or one[0] >= end]
    both.sort(key=lambda one: one[0], reverse=True)
    if len(both) > limit:
        both, end = both[:limit], both[limit - 1][0]
    lines = [line for _, line in both]
    return Page(tuple(_completed(connection, lines, wanted)), written(end) if end else "")


def _completed(connection: Connection, lines: Sequence[Line], wanted: Wanted) -> Iterator[Line]:
    """The lines with what is kept beside: names, and addresses where they are wanted."""
    people = {line.actor for line in lines}
    named = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(people), accounts.c.deleted_at.is_(None))
    names = {row.id: row.name for row in connection.execute(named)}
    addresses = _addresses(connection, lines) if wanted.addresses else {}
    for line in lines:
        yield evolve(line, name=names.get(line.actor, ""), address=addresses.get(_key(line)))


def _addresses(connection: Connection, lines: Sequence[Line]) -> dict[tuple[str, str], str]:
    kept = audit_addresses.c
    place = tuple_(kept.tournament_id, kept.order)
    wanted = select(audit_addresses).where(place.in_([_key(line) for line in lines]))
    return {(row.tournament_id, row.order): row.address for row in connection.execute(wanted)}


def _key(line: Line) -> tuple[str, str]:
    """Under what the address of a line is kept."""
    return ("", line.id) if line.version is None else (line.tournament, line.id)
