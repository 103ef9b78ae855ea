"""What administrators may do with accounts: see them, change what they may do, suspend them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from deltacrown import Malformed, Problem, Refused
from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import Connection, select, tuple_

from deltacrown_host.access.needs import ADMIN, caller_of
from deltacrown_host.accounts import records
from deltacrown_host.accounts.bodies import AccountLine, AccountPage, NewRole, Suspension
from deltacrown_host.accounts.routes import register
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.moderation import sanctions
from deltacrown_host.moderation.sanctions import Kind, Scope

Asked = Request[Any, Any, Any]
_PAGE = 50
_FOR_GOOD = datetime(9999, 12, 31, tzinfo=UTC)


@get("/", opt=ADMIN, summary="List accounts")
async def list_accounts(
    host: HostDependency,
    cursor: Annotated[str, QueryParameter(description="where the page before ended")] = "",
) -> AccountPage:
    """Accounts, the newest first. Addresses are shown to their owners only."""
    return await host.database.query(_page, cursor)


@put("/{account:str}/role", dto=StrictBody[NewRole], return_dto=None, opt=ADMIN)
async def change_role(
    account: FromPath[str], data: JSONBody[NewRole], request: Asked, host: HostDependency
) -> AccountLine:
    """Change what an account may do everywhere. It holds at once."""
    return await _change(account, request, host, "account.role", role=data.role.value)


@put("/{account:str}/suspension", dto=StrictBody[Suspension], return_dto=None, opt=ADMIN)
async def suspend(
    account: FromPath[str], data: JSONBody[Suspension], request: Asked, host: HostDependency
) -> AccountLine:
    """Let nobody use the account for a time, or for good. It holds at once."""
    by, now = caller_of(request).user, host.clock()

    def beside(connection: Connection) -> None:
        sanctions.impose(connection, account, Kind.SUSPENSION, Scope(), data.reason, by, now, data.until)

    until = data.until or _FOR_GOOD
    return await _change(account, request, host, "account.suspend", beside, suspended_until=until)


@delete("/{account:str}/suspension", status_code=200, opt=ADMIN)
async def lift_suspension(account: FromPath[str], request: Asked, host: HostDependency) -> AccountLine:
    """Let the account be used again."""

    def beside(connection: Connection) -> None:
        sanctions.end_all(connection, account, Kind.SUSPENSION, host.clock())

    return await _change(account, request, host, "account.unsuspend", beside, suspended_until=None)


async def _change(
    account: str,
    request: Asked,
    host: HostDependency,
    action: str,
    beside: Callable[[Connection], None] = lambda _: None,
    **values: object,
) -> AccountLine:
    if caller_of(request).user == account:
        raise Refused([Problem("account.own", "nobody does this to their own account")])

    def work(connection: Connection) -> records.Account:
        before, now = records.known(connection, account), host.clock()
        after = records.change(connection, account, now, **values)
        beside(connection)
        deed = Deed(action, f"account/{account}", before=_standing(before), after=_standing(after))
        note(connection, doer_of(request), deed, now)
        return after

    return _line(await host.database.transaction(work))


def _standing(account: records.Account) -> dict[str, str | None]:
    until = account.suspended_until
    return {"role": account.role.value, "suspended_until": until.isoformat() if until else None}


def _page(connection: Connection, cursor: str) -> AccountPage:
    wanted = select(accounts).where(accounts.c.deleted_at.is_(None))
    wanted = wanted.order_by(accounts.c.created_at.desc(), accounts.c.id.desc()).limit(_PAGE + 1)
    if cursor:
        last = records.get(connection, cursor)
        if last is None:
            raise Malformed([Problem("cursor.invalid", "this cursor leads nowhere", "cursor")])
        wanted = wanted.where(tuple_(accounts.c.created_at, accounts.c.id) < (last.created_at, last.id))
    rows = [records.account_of(row) for row in connection.execute(wanted)]
    return AccountPage(tuple(map(_line, rows[:_PAGE])), rows[_PAGE - 1].id if len(rows) > _PAGE else "")


def _line(account: records.Account) -> AccountLine:
    return AccountLine(account.id, account.name, account.role, account.created_at, account.suspended_until)


router = Router(
    "/api/accounts", route_handlers=[register, list_accounts, change_role, suspend, lift_suspension], tags=["Accounts"]
)
