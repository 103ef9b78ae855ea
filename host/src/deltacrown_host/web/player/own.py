"""The page that one starts from: what waits for one, one's tournaments and teams, and what one runs."""

from attrs import evolve, frozen
from deltacrown import Problem, Refused, Tournament
from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy import ColumnElement, Connection, or_, select

from deltacrown_host.access.needs import SIGNED_IN, caller_of
from deltacrown_host.accounts.credentials import entrants_of
from deltacrown_host.accounts.tables import staff
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams, team_members
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.web.asking import Asked, ask, path_of
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.lines import MatchLine, match_lines
from deltacrown_host.web.view.page import phase_label

_MOST = 30
_OVER = {"completed", "archived", "cancelled"}


@frozen
class OwnTournament:
    """A tournament of theirs, with their matches in it that are not over."""

    id: str
    name: str
    phase: str
    phase_label: str
    matches: tuple[MatchLine, ...] = ()


def _listed(connection: Connection, account: str) -> tuple[list[OwnTournament], list[OwnTournament]]:
    """The tournaments that the account takes part in, and those that it helps to run, the latest first."""
    rows = tournaments.c
    own = select(entrant_accounts.c.tournament_id).where(entrant_accounts.c.account == account)
    in_teams = select(entrant_teams.c.tournament_id).join(
        team_members, (team_members.c.team == entrant_teams.c.team) & (team_members.c.account == account)
    )
    run = select(staff.c.tournament_id).where(staff.c.account == account)
    wanted = select(rows.id, rows.name, rows.phase).order_by(rows.updated_at.desc()).limit(_MOST)

    def found(which: ColumnElement[bool]) -> list[OwnTournament]:
        listed = connection.execute(wanted.where(which))
        return [OwnTournament(row.id, row.name, row.phase, phase_label(row.phase)) for row in listed]

    return found(or_(rows.id.in_(own), rows.id.in_(in_teams))), found(rows.id.in_(run))


async def _with_matches(host: Host, one: OwnTournament, account: str) -> OwnTournament:
    def open_matches(standing: Tournament, connection: Connection) -> tuple[MatchLine, ...]:
        mine = entrants_of(connection, one.id, account)
        lines = match_lines(host.desk.engine, standing, names_of(connection, one.id), mine)
        return tuple(line for line in lines if not line.over)

    return evolve(one, matches=await host.desk.look(one.id, open_matches)) if one.phase == "live" else one


async def _own(request: Asked, host: Host, form: Filled = EMPTY, status: int = 200) -> Response[str]:
    account = caller_of(request).user
    playing, running = await host.database.query(_listed, account)
    mine = [await _with_matches(host, one, account) for one in playing]
    teams = (await ask(request, "GET", "/api/me/teams")).data
    return await page(
        request,
        host,
        "own.html",
        form,
        status,
        now=[(one, line) for one in mine for line in one.matches if line.do],
        coming=[(one, line) for one in mine for line in one.matches if not line.do],
        playing=[one for one in mine if one.phase not in _OVER],
        past=[one for one in mine if one.phase in _OVER],
        running=running,
        teams=teams["teams"],
        invitations=teams["invitations"],
    )


@get("/me", opt=SIGNED_IN)
async def own_page(request: Asked, host: HostDependency) -> Response[str]:
    """What waits for whoever looks."""
    return await _own(request, host)


@post("/me/teams", opt={**SIGNED_IN, **FORM})
async def make_team(request: Asked, host: HostDependency) -> Response[str]:
    """Make a team, as its captain."""
    form = await read_form(request)
    answer = await ask(request, "POST", "/api/teams", {"name": form["name"]})
    return on("/me", "team") if answer.well else await _own(request, host, refused(form, answer), answer.status)


@post("/me/teams/{team:str}/{deed:str}", opt={**SIGNED_IN, **FORM})
async def answer_team(team: FromPath[str], deed: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Accept an invitation, decline it, or leave a team."""
    if deed not in {"accept", "decline", "leave"}:
        raise Refused([Problem("page.unknown", "there is no such form")])
    answer = await ask(request, "POST", path_of("teams", team, deed))
    return on("/me", deed) if answer.well else await _own(request, host, refused(EMPTY, answer), answer.status)


HANDLERS = [own_page, make_team, answer_team]
