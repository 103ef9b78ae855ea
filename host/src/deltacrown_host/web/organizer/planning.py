"""The schedule of a tournament: plan it, look at the plan, put it in force."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.web.asking import Asked, ask, path_of
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.organizer.running import control
from deltacrown_host.web.player.deeds import whole
from deltacrown_host.web.shell import on, page, refused

_PATH = "/t/{tournament:str}/run/schedule"
_STAFF = needs(Permission.SCHEDULE)


async def _page(  # noqa: PLR0913 - what a page comes with
    request: Asked, host: Host, tournament: str, form: Filled = EMPTY, status: int = 200, *, plan: Any = None
) -> Response[str]:
    run = await control(request, host, tournament)
    return await page(request, host, "run_schedule.html", form, status, run=run, tab="schedule", plan=plan)


def _wanted(form: Filled) -> dict[str, Any]:
    """The plan that was asked for. A time without a zone is in UTC, as its field says."""
    stations = [name.strip() for name in form["stations"].split(",") if name.strip()]
    minutes = {name: whole(form[name]) for name in ("game_minutes", "rest_minutes") if form[name]}
    starts = {"starts_at": f"{form['starts_at']}:00Z"} if form["starts_at"] else {}
    return {"stations": stations, **minutes, **starts}


@get(_PATH, opt=_STAFF)
async def schedule_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """When and where matches are played."""
    return await _page(request, host, tournament)


@post(_PATH, opt={**_STAFF, **FORM})
async def plan(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Show the plan; put it in force once somebody has seen it, unless things have moved on since."""
    form = await read_form(request)
    path = path_of("tournaments", tournament, "schedule")
    planned = await ask(request, "POST", f"{path}/preview", _wanted(form))
    if planned.well and not form["version"]:
        return await _page(request, host, tournament, form, plan=planned.data)
    if planned.well and form["version"] != str(planned.data["version"]):
        # Others have done something since: the plan may be another one, and is shown again.
        return await _page(request, host, tournament, form, plan=planned.data)
    if planned.well:
        fields = ("stage", "match", "at", "station")
        times = [{name: one[name] for name in fields} for one in planned.data["matches"] if not one["foreseen"]]
        planned = await ask(request, "PUT", path, {"matches": times})
        if planned.well:
            return on(f"/t/{tournament}/run/schedule", "scheduled")
    return await _page(request, host, tournament, refused(form, planned), planned.status)


router = Router("/", route_handlers=[schedule_page, plan])
