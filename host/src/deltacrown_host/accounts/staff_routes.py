"""The staff of a tournament: who helps, and with what."""

from attrs import frozen
from deltacrown import Malformed, Problem
from litestar import Router, delete, get, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import STAFF, Permission
from deltacrown_host.accounts import records, staff
from deltacrown_host.accounts.bodies import Appointment
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody

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
    tournament: FromPath[str], account: FromPath[str], data: JSONBody[Appointment], host: HostDependency
) -> StaffList:
    """Give somebody permissions in this tournament, in place of those they had."""
    if not set(data.permissions) <= set(STAFF):
        raise Malformed([Problem("staff.permission", "everyone may play: that is given to nobody", "permissions")])

    def work(connection: Connection) -> StaffList:
        records.known(connection, account)
        staff.appoint(connection, tournament, account, data.permissions, host.clock())
        return StaffList(staff.staff_of(connection, tournament))

    return await host.database.transaction(work)


@delete("/tournaments/{tournament:str}/staff/{account:str}", status_code=HTTP_204_NO_CONTENT, opt=_MANAGE)
async def dismiss(tournament: FromPath[str], account: FromPath[str], host: HostDependency) -> None:
    """Take somebody's permissions away."""
    await host.database.transaction(staff.dismiss, tournament, account)


router = Router("/api", route_handlers=[list_staff, appoint, dismiss], tags=["Staff"])
