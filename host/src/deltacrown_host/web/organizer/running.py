"""The control room of a tournament, and the pages around it: entrants, matches, staff."""

from http import HTTPStatus
from typing import Any

from deltacrown import Problem, Refused
from litestar import Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath

from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import STAFF, Permission
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.web.asking import Asked, ask, path_of
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.language import mark, say
from deltacrown_host.web.organizer.deeds import DEEDS
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.control import ControlView, control_view

_PATH = "/t/{tournament:str}/run"
_SIGNED_IN = {**SIGNED_IN, **FORM}


async def staff_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Turn away whoever has no part in running the tournament. Raises TurnedAway."""
    if not caller_of(connection).permissions.intersection(STAFF):
        problem = Problem("access.permission", "this is for those who run the tournament")
        raise TurnedAway(HTTPStatus.FORBIDDEN, problem)


async def control(request: Asked, host: Host, tournament: str) -> ControlView:
    """The control room as whoever asks sees it."""
    caller, now, engine = caller_of(request), host.clock(), host.desk.engine
    return await host.desk.look(
        tournament, lambda standing, connection: control_view(engine, standing, connection, caller, now)
    )


async def _page(  # noqa: PLR0913, PLR0917 - what a page comes with
    request: Asked, host: Host, tournament: str, which: str = "", form: Filled = EMPTY, status: int = 200
) -> Response[str]:
    run = await control(request, host, tournament)
    more: dict[str, Any] = {}
    if which == "staff" and Permission.MANAGE not in run.may:
        which = ""
    if which == "staff":
        more["staff"] = (await ask(request, "GET", path_of("tournaments", tournament, "staff"))).data
        more["permissions"] = [(one.value, say(_MEANS[one.value])) for one in STAFF]
    return await page(request, host, f"run_{which or 'control'}.html", form, status, run=run, tab=which, **more)


_MEANS = {
    "manage": mark("Everything: settings, the life of it, corrections, staff"),
    "registrations": mark("Entrants: register, check in, put out"),
    "schedule": mark("When and where matches are played"),
    "results": mark("Start matches, record results"),
    "disputes": mark("Rule on disputes"),
    "payments": mark("Verify payments"),
    "prizes": mark("Settle prizes and pay them"),
    "certificates": mark("Issue certificates"),
    "analytics": mark("See numbers and the audit trail"),
}


@get(_PATH, opt=SIGNED_IN)
async def control_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """What needs somebody now, and what comes next."""
    return await _page(request, host, tournament)


@get(f"{_PATH}/entrants", opt=SIGNED_IN)
async def entrants_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Everyone who registered, with seeds."""
    return await _page(request, host, tournament, "entrants")


@get(f"{_PATH}/matches", opt=SIGNED_IN)
async def matches_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Every match, each with the way to record or correct its result."""
    return await _page(request, host, tournament, "matches")


@get(f"{_PATH}/staff", opt=needs(Permission.MANAGE))
async def staff_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Who helps with what."""
    return await _page(request, host, tournament, "staff")


@post(f"{_PATH}/{{deed:str}}", opt=_SIGNED_IN)
async def act(tournament: FromPath[str], deed: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Do something with the tournament."""
    if deed not in DEEDS:
        raise Refused([Problem("page.unknown", "there is no such form")])
    wanted, form = DEEDS[deed], await read_form(request)
    answer = await ask(request, wanted.method, wanted.path(tournament, form), wanted.body(form))
    if not answer.well:
        return await _page(request, host, tournament, wanted.page, refused(form, answer), answer.status)
    return on(f"/t/{tournament}/run/{wanted.page}".rstrip("/"), f"run-{deed}")


router = Router("/", route_handlers=[control_page, entrants_page, matches_page, staff_page, act], guards=[staff_only])
