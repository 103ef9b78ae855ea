"""Pages beside a tournament's own, for everyone: its entrants, its schedule; and teams."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from deltacrown_host.access.needs import ANYONE
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.teams.records import unknown
from deltacrown_host.web.asking import Asked
from deltacrown_host.web.shell import page
from deltacrown_host.web.view.calendar import schedule_view
from deltacrown_host.web.view.entrant import entrant_view
from deltacrown_host.web.view.entrants import entrants_view
from deltacrown_host.web.view.team import team_view


@get("/t/{tournament:str}/entrants", opt=ANYONE)
async def entrants(
    tournament: FromPath[str],
    request: Asked,
    host: HostDependency,
    q: Annotated[str, QueryParameter(max_length=100)] = "",
) -> Response[str]:
    """Everyone who has entered, or those whose name holds `q`."""
    view = await host.desk.look(tournament, lambda standing, on: entrants_view(standing, on, q.strip()))
    return await page(request, host, "everyone.html", view=view)


@get("/t/{tournament:str}/e/{entrant:str}", opt=ANYONE)
async def entrant(
    tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """An entrant."""
    engine = host.desk.engine
    view = await host.desk.look(tournament, lambda standing, on: entrant_view(engine, standing, on, entrant))
    return await page(request, host, "entrant.html", view=view)


@get("/t/{tournament:str}/schedule", opt=ANYONE)
async def schedule(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """When matches are played, and where they are shown."""
    engine = host.desk.engine
    view = await host.desk.look(tournament, lambda standing, on: schedule_view(engine, standing, on))
    return await page(request, host, "schedule.html", view=view)


@get("/teams/{team:str}", opt=ANYONE)
async def team(team: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """A team."""
    if host.house.hides(f"team/{team}"):
        raise unknown(team)
    return await page(request, host, "team.html", view=await host.database.query(team_view, team))


HANDLERS = [entrants, entrant, schedule, team]
