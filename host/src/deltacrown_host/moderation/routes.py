"""Reports and their review, what is hidden, and the stop of the whole host."""

from typing import Annotated, Any

from deltacrown import Malformed, Problem, Refused
from litestar import Request, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from sqlalchemy import Connection, select

from deltacrown_host.access.needs import ADMIN, SIGNED_IN, caller_of
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.moderation import house, reporting
from deltacrown_host.moderation.bodies import (
    HiddenLine,
    HiddenList,
    Hiding,
    NewReport,
    ReportPage,
    Showing,
    Standing,
    Stop,
    Verdict,
)
from deltacrown_host.moderation.guarding import WHEN_STOPPED
from deltacrown_host.moderation.reporting import Decision, Report, State
from deltacrown_host.moderation.sanctions import reason_problems
from deltacrown_host.moderation.tables import hidden

Asked = Request[Any, Any, Any]
_STOPPING = {**ADMIN, **WHEN_STOPPED}
_HIDEABLE = ("tournament/", "team/", "text/")


@post("/reports", dto=StrictBody[NewReport], return_dto=None, opt=SIGNED_IN, status_code=HTTP_201_CREATED)
async def report(data: JSONBody[NewReport], request: Asked, host: HostDependency) -> Report:
    """Report what should be looked at."""
    problems = list(reporting.text_problems(data.text))
    if problems:
        raise Malformed(problems)

    def work(connection: Connection) -> Report:
        me = caller_of(request).user
        made = reporting.make(connection, data.object, me, data.ground, data.text, host.clock())
        _note(host, request, connection, "report.create", made)
        return made

    return await host.database.transaction(work)


@get("/reports", opt=ADMIN, summary="Read the reports")
async def read(
    host: HostDependency,
    only: Annotated[State | None, QueryParameter(name="state", description="only reports that came so far")] = None,
    cursor: Annotated[str, QueryParameter(description="where the page before ended")] = "",
) -> ReportPage:
    """The reports, the newest first."""
    return ReportPage(*await host.database.query(reporting.queue, only.value if only else "", cursor))


@post("/reports/{report:str}/review", opt=ADMIN, status_code=HTTP_200_OK, summary="Take up a report")
async def review(report: FromPath[str], request: Asked, host: HostDependency) -> Report:
    """Say that one looks into it."""
    return await _move(host, request, report, State.UNDER_REVIEW, Verdict(Decision.NONE))


@post("/reports/{report:str}/resolve", dto=StrictBody[Verdict], return_dto=None, opt=ADMIN, status_code=HTTP_200_OK)
async def resolve(report: FromPath[str], data: JSONBody[Verdict], request: Asked, host: HostDependency) -> Report:
    """Decide it: say what was done about it. What was done is done by itself."""
    if data.decision is Decision.NONE:
        raise Malformed([Problem("report.decision", "say what became of it", "decision")])
    return await _move(host, request, report, State.RESOLVED, data)


@get("/hidden", opt=ADMIN, summary="List what is hidden")
async def list_hidden(host: HostDependency) -> HiddenList:
    """Everything that is hidden, the latest first."""
    return await host.database.query(_hidden)


@put("/hidden", dto=StrictBody[Hiding], return_dto=None, opt=ADMIN, summary="Hide something")
async def hide(data: JSONBody[Hiding], request: Asked, host: HostDependency) -> HiddenLine:
    """Show a tournament, a team or words of a dispute to nobody but those who answer for them. Nothing is lost."""
    problems = list(reason_problems(data.reason))
    if not data.object.startswith(_HIDEABLE):
        problems.append(Problem("object.unknown", "tournaments, teams and texts can be hidden", "object"))
    if problems:
        raise Malformed(problems)
    me, now = caller_of(request).user, host.clock()

    def work(connection: Connection) -> HiddenLine:
        reporting.must_be_there(connection, data.object)
        house.hide(connection, data.object, me, data.reason, now)
        note(connection, doer_of(request), Deed("moderation.hide", data.object, _tournament(data.object)), now)
        return HiddenLine(data.object, me, data.reason, now)

    line = await host.database.transaction(work)
    await host.house.look()
    return line


@delete("/hidden", dto=StrictBody[Showing], return_dto=None, opt=ADMIN, status_code=HTTP_200_OK)
async def show(data: JSONBody[Showing], request: Asked, host: HostDependency) -> HiddenList:
    """Show it again."""

    def work(connection: Connection) -> None:
        if not house.show(connection, data.object):
            raise Refused([Problem("object.not_hidden", f"{data.object!r} is not hidden", "object")])
        deed = Deed("moderation.show", data.object, _tournament(data.object))
        note(connection, doer_of(request), deed, host.clock())

    await host.database.transaction(work)
    await host.house.look()
    return await host.database.query(_hidden)


@get("/emergency-stop", opt=ADMIN, summary="Does the host stand still?")
async def standing(host: HostDependency) -> Standing:
    """Why nothing is written, where it is so."""
    return Standing(host.house.stopped)


@put("/emergency-stop", dto=StrictBody[Stop], return_dto=None, opt=_STOPPING, summary="Stop all writing")
async def stop(data: JSONBody[Stop], request: Asked, host: HostDependency) -> Standing:
    """Let nothing be written on the whole host, by nobody, until it is lifted. Everything can be read."""
    problems = list(reason_problems(data.reason))
    if problems:
        raise Malformed(problems)
    me, now = caller_of(request).user, host.clock()

    def work(connection: Connection) -> None:
        house.stop(connection, me, data.reason, now)
        note(connection, doer_of(request), Deed("admin.emergency_stop", "host", after={"stopped": True}), now)

    return await _standing_after(host, work)


@delete("/emergency-stop", opt=_STOPPING, status_code=HTTP_200_OK, summary="Let things be written again")
async def go_on(request: Asked, host: HostDependency) -> Standing:
    """Lift the stop."""

    def work(connection: Connection) -> None:
        house.go_on(connection)
        deed = Deed("admin.emergency_stop", "host", after={"stopped": False})
        note(connection, doer_of(request), deed, host.clock())

    return await _standing_after(host, work)


def _hidden(connection: Connection) -> HiddenList:
    rows = connection.execute(select(hidden).order_by(hidden.c.since.desc(), hidden.c.object))
    return HiddenList(tuple(HiddenLine(row.object, row.by, row.reason, row.since) for row in rows))


async def _standing_after(host: Host, work: Any) -> Standing:
    await host.database.transaction(work)
    await host.house.look()
    return Standing(host.house.stopped)


async def _move(host: Host, request: Asked, id_: str, to: State, verdict: Verdict) -> Report:
    me, now = caller_of(request).user, host.clock()

    def work(connection: Connection) -> Report:
        moved = reporting.move(connection, id_, to, me, now, verdict.decision, verdict.note)
        _note(host, request, connection, "report.review" if to is State.UNDER_REVIEW else "report.resolve", moved)
        return moved

    return await host.database.transaction(work)


def _note(host: Host, request: Asked, connection: Connection, action: str, report: Report) -> None:
    after = {"report": report.id, "state": report.state.value, "decision": report.decision.value}
    note(
        connection, doer_of(request), Deed(action, report.object, _tournament(report.object), after=after), host.clock()
    )


def _tournament(object_: str) -> str:
    """The tournament that an object belongs to; empty for none."""
    kind, _, rest = object_.partition("/")
    return rest.partition("/")[0] if kind in {"tournament", "text"} else ""


router = Router(
    "/api",
    route_handlers=[report, read, review, resolve, list_hidden, hide, show, standing, stop, go_on],
    tags=["Moderation"],
)
