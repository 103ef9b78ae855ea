"""The list of tournaments, a page at a time."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from deltacrown import Malformed, Phase, Problem
from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.tables import staff
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.tournaments.views import TournamentLine, TournamentList

PAGE = 50


def listing(connection: Connection, caller: Caller, cursor: str = "", phase: str = "", q: str = "") -> TournamentList:
    """A page of tournaments, the most recently changed first. Raises Malformed for a cursor that is none of ours.

    Drafts are listed for their staff and for administrators.
    """
    rows = tournaments.c
    wanted = select(rows.id, rows.name, rows.phase, rows.version, rows.created_at, rows.updated_at)
    if cursor:
        wanted = wanted.where(_after(cursor))
    if caller.role is not Role.ADMIN:
        wanted = wanted.where(or_(rows.phase != Phase.DRAFT.value, rows.id.in_(_staffed(caller))))
    if q:
        wanted = wanted.where(rows.name.icontains(q, autoescape=True))
    if phase:
        wanted = wanted.where(rows.phase == phase)
    wanted = wanted.order_by(rows.updated_at.desc(), rows.id.desc()).limit(PAGE + 1)
    found = [TournamentLine(*row) for row in connection.execute(wanted)]
    page = tuple(found[:PAGE])
    return TournamentList(page, _cursor(page[-1]) if len(found) > PAGE else None)


def _staffed(caller: Caller) -> Select[tuple[str]]:
    return select(staff.c.tournament_id).where(staff.c.account == caller.user)


def _cursor(line: TournamentLine) -> str:
    return urlsafe_b64encode(f"{line.updated_at.isoformat()} {line.id}".encode()).decode().rstrip("=")


def _after(cursor: str) -> ColumnElement[bool]:
    updated_at, tournament = _read(cursor)
    rows = tournaments.c
    same = and_(rows.updated_at == updated_at, rows.id < tournament)
    return or_(rows.updated_at < updated_at, same)


def _read(cursor: str) -> tuple[datetime, str]:
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, tournament = text.partition(" ")
        # Where the year 1 or 9999 is left on the way to UTC, OverflowError says so.
        return _with_zone(datetime.fromisoformat(moment)).astimezone(UTC), tournament
    except (ValueError, OverflowError) as error:
        raise Malformed([Problem("cursor.invalid", "use the cursor that a page gave you", "cursor")]) from error


def _with_zone(time: datetime) -> datetime:
    if time.tzinfo is None:
        message = "a time needs its zone"
        raise ValueError(message)
    return time
