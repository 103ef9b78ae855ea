"""Teams: make one, ask others, join, leave, hand it over, end it."""

from collections.abc import Callable
from typing import Any

from deltacrown import Malformed, Problem
from litestar import Request, Router, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import SIGNED_IN, caller_of
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.records import known as known_account
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.teams import joining, records
from deltacrown_host.teams.bodies import MyTeams, NewPlace, Place, Somebody, Team, TeamName

Asked = Request[Any, Any, Any]
_LEADING = (Place.CAPTAIN, Place.MANAGER)


@post("/teams", dto=StrictBody[TeamName], return_dto=None, summary="Make a team")
async def create(data: JSONBody[TeamName], request: Asked, host: HostDependency) -> Team:
    """Make a team, as its captain."""
    _check(data)

    def work(connection: Connection) -> Team:
        made = records.create(connection, data.name, caller_of(request).user, host.clock())
        note(connection, doer_of(request), Deed("team.create", f"team/{made.id}"), host.clock())
        return made

    return await host.database.transaction(work)


@get("/me/teams", opt=SIGNED_IN, summary="List one's teams")
async def my_teams(request: Asked, host: HostDependency) -> MyTeams:
    """The teams that one is in, and those that have asked one to join."""
    return await host.database.query(records.teams_of, caller_of(request).user)


@get("/teams/{team:str}", summary="Look at a team")
async def show(team: FromPath[str], request: Asked, host: HostDependency) -> Team:
    """The team and its members."""
    found, caller = await host.database.query(records.known, team), caller_of(request)
    if host.house.hides(f"team/{team}") and not (found.place_of(caller.user) or caller.role is Role.ADMIN):
        raise records.unknown(team)
    return found.seen_by(caller.user)


@patch("/teams/{team:str}", dto=StrictBody[TeamName], return_dto=None, summary="Rename a team")
async def rename(team: FromPath[str], data: JSONBody[TeamName], request: Asked, host: HostDependency) -> Team:
    """Call the team something else: its captain or a manager."""
    _check(data)

    def work(connection: Connection, found: Team) -> None:
        joining.only(found, caller_of(request).user, *_LEADING)
        records.rename(connection, team, data.name, host.clock())

    return await _change(host, request, team, "team.rename", work)


@delete("/teams/{team:str}", status_code=HTTP_204_NO_CONTENT, summary="Disband a team")
async def disband(team: FromPath[str], request: Asked, host: HostDependency) -> None:
    """End the team: its captain. Nobody acts any more for the entrants that it is."""

    def work(connection: Connection) -> None:
        joining.only(records.known(connection, team, lock=True), caller_of(request).user, Place.CAPTAIN)
        records.disband(connection, team, host.clock())
        note(connection, doer_of(request), Deed("team.disband", f"team/{team}"), host.clock())

    await host.database.transaction(work)


@post(
    "/teams/{team:str}/invites",
    dto=StrictBody[Somebody],
    return_dto=None,
    status_code=HTTP_200_OK,
    summary="Invite somebody",
)
async def invite(team: FromPath[str], data: JSONBody[Somebody], request: Asked, host: HostDependency) -> Team:
    """Ask an account to join: the captain or a manager."""

    def work(connection: Connection, found: Team) -> None:
        joining.only(found, caller_of(request).user, *_LEADING)
        joining.invite(connection, found, known_account(connection, data.account).id, host.clock())

    return await _change(host, request, team, "team.invite", work)


@post("/teams/{team:str}/accept", status_code=HTTP_200_OK, summary="Accept an invitation")
async def accept(team: FromPath[str], request: Asked, host: HostDependency) -> Team:
    """Join a team that has asked one."""
    return await _answer(host, request, team, yes=True)


@post("/teams/{team:str}/decline", status_code=HTTP_200_OK, summary="Decline an invitation")
async def decline(team: FromPath[str], request: Asked, host: HostDependency) -> Team:
    """Do not join."""
    return await _answer(host, request, team, yes=False)


@post("/teams/{team:str}/leave", status_code=HTTP_200_OK, summary="Leave a team")
async def leave(team: FromPath[str], request: Asked, host: HostDependency) -> Team:
    """Leave. A captain hands the captaincy over first."""
    me = caller_of(request).user

    def work(connection: Connection, found: Team) -> None:
        joining.put_out(connection, found, me, me, host.clock())

    return await _change(host, request, team, "team.leave", work)


@delete("/teams/{team:str}/members/{account:str}", status_code=HTTP_200_OK, summary="Remove a member")
async def remove(team: FromPath[str], account: FromPath[str], request: Asked, host: HostDependency) -> Team:
    """Put somebody out: the captain anybody, a manager players."""
    me = caller_of(request).user

    def work(connection: Connection, found: Team) -> None:
        joining.only(found, me, *_LEADING)
        joining.put_out(connection, found, me, account, host.clock())

    return await _change(host, request, team, "team.remove", work)


@put("/teams/{team:str}/members/{account:str}", dto=StrictBody[NewPlace], return_dto=None, summary="Give a place")
async def give_place(
    team: FromPath[str], account: FromPath[str], data: JSONBody[NewPlace], request: Asked, host: HostDependency
) -> Team:
    """Make a member a manager, a player, or the captain in one's own place: the captain does."""

    def work(connection: Connection, found: Team) -> None:
        joining.only(found, caller_of(request).user, Place.CAPTAIN)
        joining.give_place(connection, found, account, data.place, host.clock())

    return await _change(host, request, team, "team.place", work)


async def _answer(host: Host, request: Asked, team: str, *, yes: bool) -> Team:
    me, now = caller_of(request).user, host.clock()

    def work(connection: Connection, found: Team) -> None:
        joining.answer(connection, found, me, now, yes=yes)

    return await _change(host, request, team, "team.accept" if yes else "team.decline", work)


async def _change(host: Host, request: Asked, team: str, action: str, work: Callable[[Connection, Team], None]) -> Team:
    """The team after the work."""

    def whole(connection: Connection) -> Team:
        before = records.known(connection, team, lock=True)
        work(connection, before)
        after = records.known(connection, team)
        deed = Deed(action, f"team/{team}", before=_places(before), after=_places(after))
        note(connection, doer_of(request), deed, host.clock())
        return after.seen_by(caller_of(request).user)

    return await host.database.transaction(whole)


def _places(team: Team) -> dict[str, Any]:
    """Who is in the team and who is asked, for the audit trail."""
    return {"members": {member.account: member.place.value for member in team.members}, "invited": [*team.invited]}


def _check(data: TeamName) -> None:
    problems: list[Problem] = list(records.name_problems(data.name))
    if problems:
        raise Malformed(problems)


router = Router(
    "/api",
    route_handlers=[
        create,
        my_teams,
        show,
        rename,
        disband,
        invite,
        accept,
        decline,
        leave,
        remove,
        give_place,
    ],
    tags=["Teams"],
)
