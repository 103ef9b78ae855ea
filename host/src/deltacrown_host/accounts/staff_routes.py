"""The staff of a tournament: who helps, and with what."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from deltacrown import Malformed, Problem
from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import STAFF, Permission
from deltacrown_host.accounts import records, staff
from deltacrown_host.accounts.bodies import Appointment
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody

Asked = Request[Any, Any, Any]
_MANAGE = needs(Permission.MANAGE)


@frozen
class StaffList:
    """Everyone on the staff, the owner first."""

    staff: tuple[staff.StaffMember, ...]


@get("/tournaments/{tournament:str}/staff", opt=_MANAGE)
async def list_staff(tournament: FromPath[str], host: HostDependency) -> StaffList:
    """Who helps, and with what."""
    return StaffList(await host.database.query(staff.staff_of, tournament))


@put("/tournaments/{tournament:str}/staff/{account:str}", dto=StrictBody[Appointment], return_dto=None, opt=_MANAGE)
async def appoint(
    tournament: FromPath[str], account: FromPath[str], data: JSONBody[Appointment], request: Asked, host: HostDependency
) -> StaffList:
    """Give somebody permissions in this tournament, in place of those they had."""
    if not set(data.permissions) <= set(STAFF):
        raise Malformed([Problem("staff.permission", "everyone may play: that is given to nobody", "permissions")])

    def work(connection: Connection) -> StaffList:
        records.known(connection, account)
        before = staff.permissions_in(connection, tournament, account)
        staff.appoint(connection, tournament, account, data.permissions, host.clock())
        note(
            connection,
            doer_of(request),
            _deed("staff.appoint", tournament, account, before, data.permissions),
            host.clock(),
        )
        return StaffList(staff.staff_of(connection, tournament))

    return await host.database.transaction(work)


@delete("/tournaments/{tournament:str}/staff/{account:str}", status_code=HTTP_204_NO_CONTENT, opt=_MANAGE)
async def dismiss(tournament: FromPath[str], account: FromPath[str], request: Asked, host: HostDependency) -> None:
    """Take somebody's permissions away."""

    def work(connection: Connection) -> None:
        before = staff.permissions_in(connection, tournament, account)
        staff.dismiss(connection, tournament, account)
        note(connection, doer_of(request), _deed("staff.dismiss", tournament, account, before, ()), host.clock())

    await host.database.transaction(work)


def _deed(
    action: str, tournament: str, account: str, before: Sequence[Permission], after: Sequence[Permission]
) -> Deed:
    return Deed(action, f"account/{account}", tournament, {"permissions": [*before]}, {"permissions": [*after]})


router = Router("/api", route_handlers=[list_staff, appoint, dismiss], tags=["Staff"])
