"""Schedules: plan one, put it in force, plan it again, read it, and find the next free station."""

from datetime import timedelta
from typing import Annotated, Any

from deltacrown import Malformed, Problem, ScheduleMatch, ScheduleMatches, Tournament
from deltacrown.scheduling import Book, Hall, Lengths, agenda
from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.conditional import look
from deltacrown_host.edge.orders import Receipt, submit
from deltacrown_host.matches.scheduling import Timetable
from deltacrown_host.registrations.names import names_of
from deltacrown_host.schedules.bodies import (
    FreeStation,
    FreeStations,
    PlanAnswer,
    ScheduledMatch,
    ScheduleList,
    SchedulePlan,
)
from deltacrown_host.schedules.planning import check, planned, taken_elsewhere

Asked = Request[Any, Any, Any]
MOST = 5000


@get("/schedule", summary="Read the schedule")
async def show(
    tournament: FromPath[str],
    request: Asked,
    host: HostDependency,
    station: Annotated[str | None, QueryParameter(description="only matches on this station")] = None,
    entrant: Annotated[str | None, QueryParameter(description="only matches of this entrant")] = None,
) -> Response[ScheduleList]:
    """The matches that have a time, in its order."""

    def matches(standing: Tournament, connection: Connection) -> ScheduleList:
        names = names_of(connection, tournament)
        lines = [
            ScheduledMatch(
                stage.key,
                match.key,
                match.entrants,
                tuple(names.get(one, one) if one else one for one in match.entrants),
                match.progress.scheduled_at,
                match.progress.station,
                match.state,
            )
            for stage in standing.stages
            for match in stage.matches.values()
            if match.progress.scheduled_at is not None
            and station in {None, match.progress.station}
            and (entrant is None or entrant in match.entrants)
        ]
        return ScheduleList(standing.version, tuple(sorted(lines, key=lambda line: (line.at, line.station))))

    return await look(host.desk, request, tournament, matches)


@post(
    "/schedule/preview",
    dto=StrictBody[SchedulePlan],
    return_dto=None,
    status_code=HTTP_200_OK,
    opt=needs(Permission.SCHEDULE),
    summary="Plan a schedule",
)
async def preview(tournament: FromPath[str], data: JSONBody[SchedulePlan], host: HostDependency) -> PlanAnswer:
    """A schedule in which nothing is in the way of anything, on these stations and in these hours; nothing is written.

    Nobody plays twice at once, here or in any other tournament of this host that is under way. With `keep` it is the
    present one with as few changes as it needs. `PUT …/schedule` puts the times in force.
    """
    now = host.clock()
    check(data)
    taken = await taken_elsewhere(host, tournament, data, now)
    return await host.desk.look(tournament, planned(host, data, now, taken))


@put("/schedule", dto=StrictBody[Timetable], return_dto=None, summary="Put a schedule in force")
async def put_in_force(
    tournament: FromPath[str], data: JSONBody[Timetable], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Set when and where up to 5,000 matches are played, in one command: all of them, or none."""
    if len(data.matches) > MOST:
        raise Malformed([Problem("schedule.too_many", f"at most {MOST} matches at once", "matches")])
    command = ScheduleMatches(tuple(ScheduleMatch(one.stage, one.match, one.at, one.station) for one in data.matches))
    return await submit(host.desk, request, tournament, command)


@get("/schedule/free", opt=needs(Permission.SCHEDULE), summary="Find the next free station")
async def free(
    tournament: FromPath[str],
    host: HostDependency,
    station: Annotated[
        list[str] | None, QueryParameter(description="stations; those in the schedule unless given")
    ] = None,
    minutes: Annotated[int, QueryParameter(ge=1, le=10_080, description="for how long")] = 30,
) -> FreeStations:
    """When each station is free next for so long, the first first."""
    now, length = host.clock(), timedelta(minutes=minutes)

    def ask(standing: Tournament, _: Connection) -> FreeStations:
        seen = agenda(host.desk.engine, standing, Lengths(minutes), now, ahead=False)
        stations = station or sorted({one.station for one in seen.booked if one.station})
        book = Book(Hall(now, tuple(dict.fromkeys(stations))))
        for one in seen.booked:
            book.enter(one.at, one.ends, one.station, ())
        found = [FreeStation(name, book.next_on(name, now, length)) for name in dict.fromkeys(stations)]
        return FreeStations(tuple(sorted(found, key=lambda one: (one.at, one.station))))

    return await host.desk.look(tournament, ask)


router = Router(
    "/api/tournaments/{tournament:str}", route_handlers=[show, preview, put_in_force, free], tags=["Schedules"]
)
