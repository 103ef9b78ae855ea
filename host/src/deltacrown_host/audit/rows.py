"""The lines of what was done to rows."""

import json
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from deltacrown_host.audit.cursors import ROW, Place
from deltacrown_host.audit.lines import Line, Wanted
from deltacrown_host.audit.tables import audit


@frozen
class Found:
    """Lines with their places, the newest first, and the place up to which was looked; None where that is the end."""

    lines: tuple[tuple[Place, Line], ...]
    end: Place | None = None


def found_rows(connection: Connection, wanted: Wanted, after: Place | None, limit: int) -> Found:
    """The next rows that are wanted."""
    rows = audit.c
    asked = select(audit).where(*_conditions(wanted)).order_by(rows.at.desc(), rows.id.desc()).limit(limit + 1)
    if after:
        asked = asked.where(_after(after))
    found = [(Place(row.at, ROW, "", row.id), line_of(row)) for row in connection.execute(asked)]
    return Found(tuple(found), found[limit][0] if len(found) > limit else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    rows = audit.c
    equal = {
        rows.tournament_id: wanted.tournament,
        rows.actor: wanted.actor,
        rows.action: wanted.action,
        rows.object: wanted.object,
    }
    conditions = [column == value for column, value in equal.items() if value]
    if wanted.since:
        conditions.append(rows.at >= wanted.since)
    if wanted.until:
        conditions.append(rows.at < wanted.until)
    return conditions


def _after(place: Place) -> ColumnElement[bool]:
    rows = audit.c
    if place.source == ROW:
        return or_(rows.at < place.at, and_(rows.at == place.at, rows.id < place.number))
    return rows.at < place.at


def line_of(row: Row[Any]) -> Line:
    """The line of a row."""
    return Line(
        id=str(row.id),
        at=row.at,
        actor=row.actor,
        name="",
        action=row.action,
        object=row.object,
        tournament=row.tournament_id,
        version=None,
        before=None if row.before is None else json.loads(row.before),
        after=None if row.after is None else json.loads(row.after),
        address=None,
    )
