"""When and where matches are played: one, many at once, and as a calendar; and that one begins."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen
from deltacrown import Malformed, Problem, Refused, ScheduleMatch, StartMatch, Tournament
from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.audit.actions import BULK
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.conditional import look
from deltacrown_host.edge.orders import Receipt, command_id_of, order_of, submit
from deltacrown_host.edge.problems import ProblemLine
from deltacrown_host.matches.calendar import calendar

Asked = Request[Any, Any, Any]
MOST = 200


@frozen
class Schedule:
    """When and where; null and the empty text take it back."""

    at: datetime | None
    station: str = ""


@frozen
class MatchTime:
    """When and where a match is played."""

    stage: str
    match: str
    at: datetime | None
    station: str = ""


@frozen
class Timetable:
    """Times of many matches."""

    matches: tuple[MatchTime, ...]


@frozen
class Scheduled:
    """What came of one of them: no problems, or why it stays as it was."""

    stage: str
    match: str
    problems: tuple[ProblemLine, ...]


@frozen
class TimetableAnswer:
    """What came of each, in the order in which they were sent."""

    matches: tuple[Scheduled, ...]


@put("/matches/{stage:str}/{match:str}/schedule", dto=StrictBody[Schedule], return_dto=None, summary="Schedule a match")
async def schedule(  # noqa: PLR0913 - what a time comes with
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    data: JSONBody[Schedule],
    request: Asked,
    host: HostDependency,
) -> Response[Receipt]:
    """Set when and where a match is played."""
    return await submit(host.desk, request, tournament, ScheduleMatch(stage, match, data.at, data.station))


@post("/matches/{stage:str}/{match:str}/start", status_code=HTTP_200_OK, summary="Start a match")
async def start(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """The match begins."""
    return await submit(host.desk, request, tournament, StartMatch(stage, match))


@post(
    "/matches/schedule",
    dto=StrictBody[Timetable],
    return_dto=None,
    status_code=HTTP_200_OK,
    opt=needs(Permission.SCHEDULE),
    summary="Schedule many matches",
)
async def schedule_many(
    tournament: FromPath[str], data: JSONBody[Timetable], request: Asked, host: HostDependency
) -> TimetableAnswer:
    """Set when and where up to 200 matches are played, one after another; those that cannot be stay as they were."""
    if len(data.matches) > MOST:
        raise Malformed([Problem("schedule.too_many", f"at most {MOST} matches at once", "matches")])
    key = command_id_of(request)
    lines = [await _one(host, request, tournament, one, f"{key}/{place}") for place, one in enumerate(data.matches)]
    return TimetableAnswer(tuple(lines))


@get("/schedule.ics", media_type="text/calendar", summary="Get the schedule as a calendar")
async def schedule_ics(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """The matches that have a time, as iCalendar (RFC 5545), for calendars that subscribe to it."""

    def show(standing: Tournament, connection: Connection) -> str:
        return calendar(standing, connection)

    answer = await look(host.desk, request, tournament, show)
    answer.media_type = "text/calendar"
    return answer


async def _one(host: Host, request: Asked, tournament: str, one: MatchTime, key: str) -> Scheduled:
    command = ScheduleMatch(one.stage, one.match, one.at, one.station)
    order = order_of(request, tournament, command, BULK + sha256(key.encode()).hexdigest()[:32])
    try:
        # What the caller has seen is a version before all of them.
        await host.desk.submit(evolve(order, expected_version=None))
    except Refused as refusal:
        problems = (ProblemLine(problem.code, problem.field, problem.message) for problem in refusal.problems)
        return Scheduled(one.stage, one.match, tuple(problems))
    return Scheduled(one.stage, one.match, ())


router = Router(
    "/api/tournaments/{tournament:str}",
    route_handlers=[schedule, start, schedule_many, schedule_ics],
    tags=["Matches"],
)
