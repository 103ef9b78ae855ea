"""Series: make one, put tournaments into it, read its table."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen
from deltacrown import Malformed, Phase, Problem, SeriesRules, Tournament, wire
from litestar import Request, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import Connection

from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.series import records
from deltacrown_host.series.records import KnownSeries
from deltacrown_host.series.standing import Finished, finished, table_of

Asked = Request[Any, Any, Any]
LONGEST_NAME = 200
MOST_PLACES = 1000


@frozen
class NewSeries:
    """What a series is called, and what places in its tournaments are worth.

    places      points for place 1, 2, 3 …; whoever is placed lower gets `attendance`
    attendance  points for taking part
    best_of     how many of somebody's results count, the best ones; all where it is left out
    """

    name: str
    places: tuple[int | Fraction, ...]
    attendance: int | Fraction = 0
    best_of: int | None = None

    @property
    def rules(self) -> SeriesRules:
        """The rules in it."""
        return SeriesRules(self.places, self.attendance, self.best_of)


@frozen
class SeriesLine:
    """A series in a list."""

    id: str
    owner: str
    name: str
    tournaments: int


@frozen
class SeriesList:
    """Series, the most recently changed first."""

    series: tuple[SeriesLine, ...]


@frozen
class ResultLine:
    """What somebody got in one tournament, and whether it is among the results that count."""

    tournament: str
    rank: int
    points: int | str
    counts: bool


@frozen
class TableLine:
    """Somebody in the table: `competitor` is "account/<id>", "team/<id>", or an entrant's id where nobody acts for it.

    `name` is what they were called last.
    """

    competitor: str
    name: str
    rank: int
    points: int | str
    results: tuple[ResultLine, ...]


@frozen
class SeriesView:
    """A series: its tournaments in order, those of them that are over, and the table after those."""

    id: str
    owner: str
    name: str
    places: tuple[int | str, ...]
    attendance: int | str
    best_of: int | None
    tournaments: tuple[str, ...]
    finished: tuple[str, ...]
    table: tuple[TableLine, ...]


@get("/", summary="List series")
async def list_series(host: HostDependency) -> SeriesList:
    """Series, the most recently changed first."""
    found = await host.database.query(records.all_series)
    return SeriesList(tuple(SeriesLine(one.id, one.owner, one.name, len(one.tournaments)) for one in found))


@post("/", dto=StrictBody[NewSeries], return_dto=None, opt=needs(Role.ORGANIZER), summary="Make a series")
async def create(data: JSONBody[NewSeries], request: Asked, host: HostDependency) -> SeriesView:
    """Make a series, without tournaments yet."""
    _check(data)
    owner, now = caller_of(request).user, host.clock()

    def work(connection: Connection) -> str:
        id_ = records.write(connection, "", owner, data.name, data.rules, now)
        _note(connection, request, "series.create", now, None, records.known(connection, id_))
        return id_

    return await _shown(host, await host.database.transaction(work))


@get("/{series:str}", summary="Read a series")
async def show(series: FromPath[str], host: HostDependency) -> SeriesView:
    """The series with its table, after all tournaments of it that are over."""
    return await _shown(host, series)


@put("/{series:str}", dto=StrictBody[NewSeries], return_dto=None, opt=SIGNED_IN, summary="Change a series")
async def change(series: FromPath[str], data: JSONBody[NewSeries], request: Asked, host: HostDependency) -> SeriesView:
    """Call it something else, or give places another worth: whoever made it."""
    _check(data)
    caller, now = caller_of(request), host.clock()

    def work(connection: Connection) -> None:
        found = records.owned(connection, caller, series)
        records.write(connection, found.id, found.owner, data.name, data.rules, now)
        _note(connection, request, "series.change", now, found, records.known(connection, series))

    await host.database.transaction(work)
    return await _shown(host, series)


@put("/{series:str}/tournaments/{tournament:str}", opt=needs(Permission.MANAGE), summary="Put into a series")
async def add(series: FromPath[str], tournament: FromPath[str], request: Asked, host: HostDependency) -> SeriesView:
    """Put a tournament of one's own at the end of a series of one's own."""
    caller, now = caller_of(request), host.clock()
    await host.desk.look(tournament, lambda standing, _: standing.version)

    def work(connection: Connection) -> None:
        found = records.owned(connection, caller, series)
        records.add(connection, found, tournament, now)
        _note(connection, request, "series.add", now, found, records.known(connection, series), tournament)

    await host.database.transaction(work)
    return await _shown(host, series)


@delete(
    "/{series:str}/tournaments/{tournament:str}", opt=SIGNED_IN, status_code=HTTP_200_OK, summary="Take out of a series"
)
async def take_out(
    series: FromPath[str], tournament: FromPath[str], request: Asked, host: HostDependency
) -> SeriesView:
    """The tournament counts no longer: whoever made the series."""
    caller, now = caller_of(request), host.clock()

    def work(connection: Connection) -> None:
        found = records.owned(connection, caller, series)
        records.take_out(connection, found, tournament, now)
        _note(connection, request, "series.take_out", now, found, records.known(connection, series), tournament)

    await host.database.transaction(work)
    return await _shown(host, series)


def _note(  # noqa: PLR0913, PLR0917 - what a deed is made of
    connection: Connection,
    request: Asked,
    action: str,
    now: datetime,
    before: KnownSeries | None,
    after: KnownSeries,
    tournament: str = "",
) -> None:
    deed = Deed(action, f"series/{after.id}", tournament, _said(before) if before else None, _said(after))
    note(connection, doer_of(request), deed, now)


def _said(found: KnownSeries) -> dict[str, Any]:
    return {"rules": wire.unstructure(found.rules), "tournaments": list(found.tournaments)}


async def _shown(host: Host, id_: str) -> SeriesView:
    found = await host.database.query(records.known, id_)
    parts, shown = [], []
    for tournament in found.tournaments:
        draft, part = await host.desk.look(tournament, _part)
        # A draft is its staff's only.
        shown += [] if draft else [tournament]
        parts += [part] if part else []
    return _view(evolve(found, tournaments=tuple(shown)), parts)


def _part(standing: Tournament, connection: Connection) -> tuple[bool, Finished | None]:
    return standing.phase is Phase.DRAFT, finished(standing, connection)


def _view(found: KnownSeries, parts: list[Finished]) -> SeriesView:
    table, names = table_of(parts, found.rules)
    lines = []
    for line in table.ranking.standings:
        results = tuple(
            ResultLine(one.tournament, one.rank, _plain(one.points), one.counts) for one in table.results[line.entrant]
        )
        name = names.get(line.entrant, line.entrant)
        lines.append(TableLine(line.entrant, name, line.rank, _plain(table.points(line.entrant)), results))
    return SeriesView(
        id=found.id,
        owner=found.owner,
        name=found.name,
        places=tuple(map(_plain, found.rules.places)),
        attendance=_plain(found.rules.attendance),
        best_of=found.rules.best_of,
        tournaments=found.tournaments,
        finished=tuple(part.tournament for part in parts),
        table=tuple(lines),
    )


def _plain(number: int | Fraction) -> int | str:
    return str(number) if isinstance(number, Fraction) else number


def _check(data: NewSeries) -> None:
    problems = list(_problems(data))
    if problems:
        raise Malformed(problems)


def _problems(data: NewSeries) -> Iterator[Problem]:
    if not 0 < len(data.name.strip()) <= LONGEST_NAME:
        yield Problem("series.name_length", f"a name has 1 to {LONGEST_NAME} characters", "name")
    if len(data.places) > MOST_PLACES:
        yield Problem("series.too_many_places", f"at most {MOST_PLACES} places are worth something", "places")
    yield from data.rules.problems()


router = Router(
    "/api/series",
    route_handlers=[list_series, create, show, change, add, take_out],
    tags=["Templates and series"],
)
