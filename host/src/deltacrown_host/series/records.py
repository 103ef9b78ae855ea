"""The rows of series."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from attrs import frozen
from deltacrown import Problem, Refused, SeriesRules, wire
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.secret import new_id
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.series.tables import series, series_tournaments

MOST = 200
LISTED = 200


@frozen
class KnownSeries:
    """A series, its rules and its tournaments in their order."""

    id: str
    owner: str
    name: str
    rules: SeriesRules
    tournaments: tuple[str, ...]


def known(connection: Connection, id_: str) -> KnownSeries:
    """The series. Raises Refused where there is none."""
    row = connection.execute(select(series).where(series.c.id == id_)).first()
    if row is None:
        raise Refused([Problem("series.unknown", f"there is no series {id_!r}", "series")])
    return _series(connection, row)


def all_series(connection: Connection) -> Sequence[KnownSeries]:
    """The series that have changed most recently."""
    wanted = select(series).order_by(series.c.updated_at.desc(), series.c.id).limit(LISTED)
    return [_series(connection, row) for row in connection.execute(wanted).all()]


def write(connection: Connection, id_: str, owner: str, name: str, rules: SeriesRules, now: datetime) -> str:  # noqa: PLR0913, PLR0917 - the columns of a row
    """Keep a series: a new one where the id is empty. Answers its id."""
    said = {"name": name, "rules": wire.dumps(wire.unstructure(rules)), "updated_at": now}
    if id_:
        connection.execute(update(series).where(series.c.id == id_).values(said))
        return id_
    made = new_id()
    connection.execute(insert(series).values(id=made, owner=owner, created_at=now, **said))
    return made


def owned(connection: Connection, caller: Caller, id_: str) -> KnownSeries:
    """A series that the caller may change. Raises TurnedAway, and Refused where there is none."""
    found = known(connection, id_)
    if found.owner != caller.user and caller.role is not Role.ADMIN:
        problem = Problem("series.owner", "only whoever made a series changes it")
        raise TurnedAway(HTTPStatus.FORBIDDEN, problem)
    return found


def add(connection: Connection, found: KnownSeries, tournament: str, now: datetime) -> None:
    """Put a tournament at the end of the series; one that is in it stays where it is."""
    if tournament in found.tournaments:
        return
    if len(found.tournaments) >= MOST:
        raise Refused([Problem("series.full", f"a series has at most {MOST} tournaments")])
    rows = series_tournaments.c
    last = connection.execute(select(func.max(rows.number)).where(rows.series == found.id)).scalar() or 0
    connection.execute(insert(series_tournaments).values(series=found.id, tournament_id=tournament, number=last + 1))
    _touch(connection, found, now)


def take_out(connection: Connection, found: KnownSeries, tournament: str, now: datetime) -> None:
    """The tournament counts no longer."""
    rows = series_tournaments.c
    connection.execute(delete(series_tournaments).where(rows.series == found.id, rows.tournament_id == tournament))
    _touch(connection, found, now)


def _touch(connection: Connection, found: KnownSeries, now: datetime) -> None:
    connection.execute(update(series).where(series.c.id == found.id).values(updated_at=now))


def _series(connection: Connection, row: Row[tuple[object, ...]]) -> KnownSeries:
    wanted = select(series_tournaments.c.tournament_id).where(series_tournaments.c.series == row.id)
    ids = tuple(connection.execute(wanted.order_by(series_tournaments.c.number)).scalars())
    return KnownSeries(row.id, row.owner, row.name, wire.structure(wire.loads(row.rules), SeriesRules), ids)
