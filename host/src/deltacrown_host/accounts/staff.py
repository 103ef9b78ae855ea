"""Who organizes a tournament, and who helps with what."""

from collections.abc import Collection
from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, bindparam, delete, insert, select

from deltacrown_host.access.roles import STAFF, Permission
from deltacrown_host.accounts.tables import accounts, staff

_PERMISSIONS = select(staff.c.permissions).where(
    staff.c.tournament_id == bindparam("tournament"), staff.c.account == bindparam("account")
)


@frozen
class StaffMember:
    """Somebody of a tournament's staff. Its owner may do everything, and stays."""

    account: str
    name: str
    permissions: tuple[Permission, ...]
    owner: bool


def make_owner(connection: Connection, tournament: str, account: str, now: datetime) -> None:
    """The account organizes the tournament."""
    _write(connection, tournament, account, STAFF, now, owner=True)


def appoint(
    connection: Connection, tournament: str, account: str, permissions: Collection[Permission], now: datetime
) -> None:
    """Give somebody these permissions in place of any others. Raises Refused for the owner, who has them all."""
    _leave_owner(connection, tournament, account)
    _write(connection, tournament, account, permissions, now, owner=False)


def dismiss(connection: Connection, tournament: str, account: str) -> None:
    """Take somebody's permissions away. Raises Refused for the owner."""
    _leave_owner(connection, tournament, account)
    connection.execute(delete(staff).where(staff.c.tournament_id == tournament, staff.c.account == account))


def permissions_in(connection: Connection, tournament: str, account: str) -> tuple[Permission, ...]:
    """What the account was given in the tournament."""
    kept = connection.execute(_PERMISSIONS, {"tournament": tournament, "account": account}).scalar()
    return _read(kept or "")


def staff_of(connection: Connection, tournament: str) -> tuple[StaffMember, ...]:
    """Everyone on the staff, the owner first."""
    wanted = (
        select(staff, accounts.c.name)
        .join(accounts, accounts.c.id == staff.c.account)
        .where(staff.c.tournament_id == tournament)
        .order_by(staff.c.owner.desc(), staff.c.created_at, staff.c.account)
    )
    return tuple(
        StaffMember(row.account, row.name, _read(row.permissions), bool(row.owner))
        for row in connection.execute(wanted)
    )


def _leave_owner(connection: Connection, tournament: str, account: str) -> None:
    mine = (staff.c.tournament_id == tournament) & (staff.c.account == account) & (staff.c.owner == 1)
    if connection.execute(select(staff.c.account).where(mine)).first():
        raise Refused(
            [Problem("staff.owner", "who organizes the tournament has every permission, and stays", "account")]
        )


def _write(  # noqa: PLR0913 - the columns of a row
    connection: Connection,
    tournament: str,
    account: str,
    permissions: Collection[Permission],
    now: datetime,
    *,
    owner: bool,
) -> None:
    connection.execute(delete(staff).where(staff.c.tournament_id == tournament, staff.c.account == account))
    kept = " ".join(permission for permission in Permission if permission in permissions)
    values = {"tournament_id": tournament, "account": account, "permissions": kept, "owner": int(owner)}
    connection.execute(insert(staff).values(created_at=now, **values))


def _read(kept: str) -> tuple[Permission, ...]:
    return tuple(Permission(word) for word in kept.split())
