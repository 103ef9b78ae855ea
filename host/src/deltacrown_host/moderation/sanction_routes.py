"""Sanctions: impose them in a tournament or on the whole host, lift them, and see one's own."""

from http import HTTPStatus
from typing import Any

from deltacrown import Malformed, Problem, Refused, Tournament
from litestar import Request, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from sqlalchemy import Connection, select

from deltacrown_host.access.needs import ADMIN, SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.accounts.records import known
from deltacrown_host.accounts.tables import staff
from deltacrown_host.audit.deeds import doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.moderation import sanctions
from deltacrown_host.moderation.applying import leave_jobs
from deltacrown_host.moderation.bodies import NewHostSanction, NewSanction, SanctionList
from deltacrown_host.moderation.noting import IMPOSED, LIFTED, deed_of
from deltacrown_host.moderation.sanctions import Kind, Sanction, Scope

Asked = Request[Any, Any, Any]
_MANAGE = needs(Permission.MANAGE)
_OF = "/tournaments/{tournament:str}/sanctions"
_ON = "/accounts/{account:str}/sanctions"


@get(_OF, opt=_MANAGE, summary="List a tournament's sanctions")
async def list_of(tournament: FromPath[str], host: HostDependency) -> SanctionList:
    """The sanctions in the tournament, and those that hold in all of its organizer."""
    return SanctionList(await host.database.query(sanctions.of_tournament, tournament))


@post(_OF, dto=StrictBody[NewSanction], return_dto=None, opt=_MANAGE, status_code=HTTP_201_CREATED)
async def impose(
    tournament: FromPath[str], data: JSONBody[NewSanction], request: Asked, host: HostDependency
) -> Sanction:
    """Ban somebody from the tournament, let them say nothing in it, or warn them."""

    def look(_: Tournament, connection: Connection) -> Scope:
        if not data.organizer:
            return Scope(tournament)
        rows = staff.c
        wanted = select(rows.account).where(rows.tournament_id == tournament, rows.owner == 1)
        owner = connection.execute(wanted).scalar() or ""
        caller = caller_of(request)
        if caller.user != owner and caller.role is not Role.ADMIN:
            message = "who organizes the tournament says so for all of theirs"
            raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))
        return Scope(organizer=owner)

    scope = await host.desk.look(tournament, look)
    narrow = NewHostSanction(data.kind, data.reason, data.until, data.entrants)
    return await _impose(host, request, data.account, narrow, scope, tournament)


@delete(f"{_OF}/{{sanction:str}}", opt=_MANAGE, status_code=HTTP_200_OK, summary="Lift a sanction")
async def lift(
    tournament: FromPath[str], sanction: FromPath[str], request: Asked, host: HostDependency
) -> SanctionList:
    """End a sanction of the tournament, or, as its organizer, of all of one's tournaments."""
    scopes = (Scope(tournament), Scope(organizer=caller_of(request).user))

    def work(connection: Connection) -> SanctionList:
        _lifted(host, request, connection, sanction, scopes, tournament)
        return SanctionList(sanctions.of_tournament(connection, tournament))

    return await host.database.transaction(work)


@get(_ON, opt=ADMIN, summary="List an account's sanctions")
async def list_on(account: FromPath[str], host: HostDependency) -> SanctionList:
    """Every sanction that the account ever had, wherever it held."""

    def work(connection: Connection) -> SanctionList:
        known(connection, account)
        return SanctionList(sanctions.of_account(connection, account))

    return await host.database.query(work)


@post(_ON, dto=StrictBody[NewHostSanction], return_dto=None, opt=ADMIN, status_code=HTTP_201_CREATED)
async def impose_on(
    account: FromPath[str], data: JSONBody[NewHostSanction], request: Asked, host: HostDependency
) -> Sanction:
    """Ban somebody from every tournament, let them say nothing in any, or warn them."""
    return await _impose(host, request, account, data, Scope(), "")


@delete("/sanctions/{sanction:str}", opt=ADMIN, status_code=HTTP_200_OK, summary="Lift any sanction")
async def lift_any(sanction: FromPath[str], request: Asked, host: HostDependency) -> SanctionList:
    """End a sanction, wherever it holds; answers all of the account."""

    def work(connection: Connection) -> SanctionList:
        ended = _lifted(host, request, connection, sanction, None, "")
        return SanctionList(sanctions.of_account(connection, ended.account))

    return await host.database.transaction(work)


@get("/me/sanctions", opt=SIGNED_IN, summary="List one's own sanctions")
async def mine(request: Asked, host: HostDependency) -> SanctionList:
    """What one may not do, or was warned of, and why."""
    return SanctionList(await host.database.query(sanctions.of_account, caller_of(request).user))


async def _impose(  # noqa: PLR0913, PLR0917 - what a sanction comes with
    host: Host, request: Asked, account: str, data: NewHostSanction, scope: Scope, tournament: str
) -> Sanction:
    problems = list(sanctions.reason_problems(data.reason))
    if data.kind is Kind.SUSPENSION:
        problems.append(Problem("sanction.kind", "an account is suspended at its own address", "kind"))
    if problems:
        raise Malformed(problems)
    doer, now = doer_of(request), host.clock()
    if doer.account == account:
        raise Refused([Problem("account.own", "nobody does this to their own account")])

    def work(connection: Connection) -> Sanction:
        known(connection, account)
        made = sanctions.impose(connection, account, data.kind, scope, data.reason, doer.account, now, data.until)
        note(connection, doer, deed_of(IMPOSED[data.kind], made, tournament), now)
        if data.kind is Kind.BAN and data.entrants != data.entrants.STAY:
            leave_jobs(connection, made, data.entrants, now)
        return made

    return await host.database.transaction(work)


def _lifted(  # noqa: PLR0913, PLR0917 - what it takes
    host: Host, request: Asked, connection: Connection, sanction: str, scopes: tuple[Scope, ...] | None, tournament: str
) -> Sanction:
    now = host.clock()
    ended = sanctions.lift(connection, sanction, scopes, now)
    note(connection, doer_of(request), deed_of(LIFTED[ended.kind], ended, tournament or ended.tournament), now)
    return ended


router = Router("/api", route_handlers=[list_of, impose, lift, list_on, impose_on, lift_any, mine], tags=["Moderation"])
