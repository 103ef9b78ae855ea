"""Rosters: who plays for a team."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from deltacrown import Problem, Refused, Roster, Tournament
from litestar import Request, Router, get, put
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection, select

from deltacrown_host.access.needs import SIGNED_IN, caller_of
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.feeds.saying import say, team_feed
from deltacrown_host.registrations.answers import admit
from deltacrown_host.registrations.rosters import RosterLine, roster_of, rostering, write_roster
from deltacrown_host.teams.tables import entrant_teams
from deltacrown_host.tournaments.projection import locked_version

Asked = Request[Any, Any, Any]


@frozen
class RosterView:
    """Who plays for an entrant; nobody where it is no team, or has said nothing."""

    entrant: str
    roster: tuple[RosterLine, ...]


@get("/", summary="Read a roster")
async def read(tournament: FromPath[str], entrant: FromPath[str], host: HostDependency) -> RosterView:
    """Who plays for the entrant."""

    def look(standing: Tournament, connection: Connection) -> RosterView:
        if entrant not in standing.entrants:
            raise Refused([Problem("entrant.unknown", f"there is no entrant {entrant!r}", "entrant")])
        return RosterView(entrant, roster_of(connection, tournament, entrant))

    return await host.desk.look(tournament, look)


@put("/", dto=StrictBody[Roster], return_dto=None, opt=SIGNED_IN, summary="Name a roster")
async def name(
    tournament: FromPath[str], entrant: FromPath[str], data: JSONBody[Roster], request: Asked, host: HostDependency
) -> RosterView:
    """Say who plays: whoever leads the team until play begins, staff at any time."""
    caller, now = caller_of(request), host.clock()
    standing = await host.desk.look(tournament, lambda seen, _: seen)
    admit(caller, standing, entrant, writing=True)

    def work(connection: Connection) -> RosterView:
        locked_version(connection, tournament)
        mine = (entrant_teams.c.tournament_id == tournament) & (entrant_teams.c.entrant == entrant)
        team = connection.execute(select(entrant_teams.c.team).where(mine)).scalar() or ""
        problems = list(rostering(caller, entrant, team, data)(standing, connection))
        if problems:
            raise Refused(problems)
        before = roster_of(connection, tournament, entrant)
        write_roster(connection, tournament, entrant, data)
        after = roster_of(connection, tournament, entrant)
        deed = Deed("registration.roster", f"entrant/{entrant}", tournament, _said(before), _said(after))
        note(connection, doer_of(request), deed, now)
        say(connection, [team_feed(team)], now, "roster_changed", tournament=tournament, entrant=entrant)
        return RosterView(entrant, after)

    return await host.database.transaction(work)


def _said(roster: Sequence[RosterLine]) -> dict[str, Any]:
    """Whom the roster names, as ids."""
    return {"players": [line.account for line in roster]}


router = Router(
    "/api/tournaments/{tournament:str}/entrants/{entrant:str}/roster", route_handlers=[read, name], tags=["Entrants"]
)
