"""The lines of what was commanded, from the journals."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, tuple_

from deltacrown_host.accounts.credentials import entrants_of
from deltacrown_host.audit.actions import Given, action_of, commands_of, object_of
from deltacrown_host.audit.cursors import COMMAND, Place
from deltacrown_host.audit.lines import Line, Wanted
from deltacrown_host.audit.rows import Found
from deltacrown_host.store.tables import journal

LOOKED_AT = 1000
"""How many commands are looked at for one page, where what is wanted is known only of each by itself."""
_COLUMNS: tuple[Any, ...] = (
    journal.c.tournament_id,
    journal.c.seq,
    journal.c.at,
    journal.c.actor,
    journal.c.order,
    journal.c.command,
)


def found_commands(connection: Connection, wanted: Wanted, after: Place | None, limit: int) -> Found:
    """The next commands that are wanted."""
    if wanted.action and not commands_of(wanted.action):
        return Found(())
    rows = journal.c
    most = LOOKED_AT if wanted.object or wanted.action else limit
    asked = select(*_COLUMNS).where(rows.command.is_not(None), *_conditions(wanted)).limit(most + 1)
    asked = asked.order_by(rows.at.desc(), rows.tournament_id.desc(), rows.seq.desc())
    if after:
        asked = asked.where(_after(after))
    looked_at = connection.execute(asked).all()
    end = _place(looked_at[most - 1]) if len(looked_at) > most else None
    return Found(tuple(_lines(connection, wanted, looked_at[:most])), end)


def _lines(connection: Connection, wanted: Wanted, rows: Sequence[Row[Any]]) -> Iterator[tuple[Place, Line]]:
    for row in rows:
        line = _line(connection, row)
        if wanted.action in {"", line.action} and wanted.object in {"", line.object}:
            yield _place(row), line


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    rows = journal.c
    if wanted.tournament:
        yield rows.tournament_id == wanted.tournament
    if wanted.actor:
        yield rows.actor == wanted.actor
    if wanted.since:
        yield rows.at >= wanted.since
    if wanted.until:
        yield rows.at < wanted.until
    if wanted.action:
        kinds = commands_of(wanted.action)
        yield or_(*(rows.command.startswith(f'{{"type":"{kind}"', autoescape=True) for kind in kinds))


def _after(place: Place) -> ColumnElement[bool]:
    rows = journal.c
    if place.source == COMMAND:
        behind = tuple_(rows.tournament_id, rows.seq) < (place.tournament, place.number)
        return or_(rows.at < place.at, and_(rows.at == place.at, behind))
    return rows.at <= place.at


def _place(row: Row[Any]) -> Place:
    return Place(row.at, COMMAND, row.tournament_id, row.seq)


def _line(connection: Connection, row: Row[Any]) -> Line:
    fields = json.loads(row.command)
    return Line(
        id=row.order,
        at=row.at,
        actor=row.actor,
        name="",
        action=action_of(_given(connection, row, fields)),
        object=object_of(row.tournament_id, fields),
        tournament=row.tournament_id,
        version=row.seq,
        before=None,
        after=fields,
        address=None,
    )


def _given(connection: Connection, row: Row[Any], fields: Mapping[str, Any]) -> Given:
    match fields:
        case {"type": "Amend", "order": order}:
            rows = journal.c
            first = (rows.tournament_id == row.tournament_id) & (rows.order == order) & rows.command.is_not(None)
            amended = connection.execute(select(rows.command).where(first).limit(1)).scalar()
            return Given(fields, row.order, amended=json.loads(amended)["type"] if amended else "")
        case {"type": "CheckIn", "entrants": named}:
            mine = entrants_of(connection, row.tournament_id, row.actor)
            return Given(fields, row.order, own=mine.issuperset(named))
    return Given(fields, row.order)
