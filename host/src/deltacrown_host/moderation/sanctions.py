"""Sanctions: what somebody may not do for a time, or was warned of, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.tables import staff
from deltacrown_host.moderation.tables import sanctions

LONGEST = 2000


class Kind(StrEnum):
    """What it is."""

    BAN = "ban"
    """They do not register."""
    MUTE = "mute"
    """They say nothing in disputes."""
    WARNING = "warning"
    """They were told."""
    SUSPENSION = "suspension"
    """Nobody uses the account."""


@frozen
class Scope:
    """Where it holds: in a tournament, in all tournaments of an account, or, where both are empty, everywhere."""

    tournament: str = ""
    organizer: str = ""


@frozen
class Sanction:
    """A sanction. It holds from `since` to `until`, which is null for good, unless it has `ended_at` before."""

    id: str
    account: str
    kind: Kind
    tournament: str
    organizer: str
    reason: str
    by: str
    since: datetime
    until: datetime | None
    ended_at: datetime | None


def reason_problems(reason: str) -> Iterator[Problem]:
    """Why this is no reason."""
    if not 0 < len(reason.strip()) <= LONGEST:
        yield Problem("reason.length", f"say why, in 1 to {LONGEST} characters", "reason")


def impose(  # noqa: PLR0913, PLR0917 - the columns of a sanction
    connection: Connection,
    account: str,
    kind: Kind,
    scope: Scope,
    reason: str,
    by: str,
    now: datetime,
    until: datetime | None,
) -> Sanction:
    """A new sanction."""
    made = Sanction(new_id(), account, kind, scope.tournament, scope.organizer, reason, by, now, until, None)
    values: dict[str, Any] = {"id": made.id, "account": account, "kind": kind.value, "reason": reason, "by": by}
    place = {"tournament_id": scope.tournament, "organizer": scope.organizer}
    connection.execute(insert(sanctions).values(since=now, until=until, **values, **place))
    return made


def lift(connection: Connection, id_: str, scopes: Sequence[Scope] | None, now: datetime) -> Sanction:
    """End a sanction; of these scopes only, where some are given. Raises Refused where there is none that holds."""
    found = sanctions_where(connection, sanctions.c.id == id_, _holds(now))
    if not found or (scopes is not None and Scope(found[0].tournament, found[0].organizer) not in scopes):
        raise Refused([Problem("sanction.unknown", f"there is no sanction {id_!r} that holds here", "sanction")])
    connection.execute(update(sanctions).where(sanctions.c.id == id_).values(ended_at=now))
    return found[0]


def end_all(connection: Connection, account: str, kind: Kind, now: datetime) -> None:
    """End every sanction of a kind that the account has."""
    mine = (sanctions.c.account == account) & (sanctions.c.kind == kind.value) & sanctions.c.ended_at.is_(None)
    connection.execute(update(sanctions).where(mine).values(ended_at=now))


def sanctions_where(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Sanction, ...]:
    """The sanctions of which this is true, the newest first."""
    wanted = select(sanctions).where(*conditions).order_by(sanctions.c.since.desc(), sanctions.c.id)
    return tuple(map(_sanction, connection.execute(wanted)))


def of_account(connection: Connection, account: str) -> tuple[Sanction, ...]:
    """Every sanction that the account ever had."""
    return sanctions_where(connection, sanctions.c.account == account)


def of_tournament(connection: Connection, tournament: str) -> tuple[Sanction, ...]:
    """Every sanction in the tournament, or in all of its organizer."""
    rows = sanctions.c
    owners = select(staff.c.account).where(staff.c.tournament_id == tournament, staff.c.owner == 1)
    return sanctions_where(connection, or_(rows.tournament_id == tournament, rows.organizer.in_(owners)))


def in_force(
    connection: Connection, tournament: str, accounts: list[str], kind: Kind, now: datetime
) -> tuple[Sanction, ...]:
    """The sanctions of a kind that hold for any of these accounts in a tournament now."""
    rows = sanctions.c
    owners = select(staff.c.account).where(staff.c.tournament_id == tournament, staff.c.owner == 1)
    everywhere = and_(rows.tournament_id == "", rows.organizer == "")
    here = or_(rows.tournament_id == tournament, rows.organizer.in_(owners), everywhere)
    return sanctions_where(connection, rows.account.in_(accounts), rows.kind == kind.value, here, _holds(now))


def expired(connection: Connection, now: datetime) -> tuple[Sanction, ...]:
    """End what has ended by itself; answers it."""
    rows = sanctions.c
    over = sanctions_where(connection, rows.ended_at.is_(None), rows.until <= now)
    ids = [one.id for one in over]
    connection.execute(update(sanctions).where(rows.id.in_(ids)).values(ended_at=rows.until))
    return over


def _holds(now: datetime) -> ColumnElement[bool]:
    rows = sanctions.c
    return and_(rows.ended_at.is_(None), or_(rows.until.is_(None), rows.until > now))


def _sanction(row: Row[Any]) -> Sanction:
    return Sanction(
        row.id,
        row.account,
        Kind(row.kind),
        row.tournament_id,
        row.organizer,
        row.reason,
        row.by,
        row.since,
        row.until,
        row.ended_at,
    )
