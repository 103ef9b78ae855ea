"""How a host stands: what waits for an administrator, and how it has grown."""

from datetime import datetime, timedelta

from attrs import frozen
from deltacrown import Phase
from sqlalchemy import ColumnElement, Connection, Table, func, select

from deltacrown_host.accounts.tables import accounts
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.mail.posting import SEND
from deltacrown_host.mail.tables import mails
from deltacrown_host.moderation.reporting import State
from deltacrown_host.moderation.tables import reports
from deltacrown_host.tournaments.tables import tournaments

_WEEKS = 12
_WEEK = timedelta(days=7)


@frozen
class Standing:
    """Numbers of a host.

    reports, dead_jobs, dead_mail  what waits for an administrator
    waiting_mail  letters that are still to be sent
    new_accounts, new_tournaments  how many came in each of the last weeks, by the day that it began
    """

    accounts: int
    tournaments: int
    live: int
    reports: int
    dead_jobs: int
    dead_mail: int
    waiting_mail: int
    new_accounts: tuple[tuple[datetime, int], ...]
    new_tournaments: tuple[tuple[datetime, int], ...]


def standing(connection: Connection, now: datetime) -> Standing:
    """The numbers of this moment."""
    dead = jobs.c.dead_at.is_not(None)
    return Standing(
        accounts=_count(connection, accounts, accounts.c.deleted_at.is_(None)),
        tournaments=_count(connection, tournaments),
        live=_count(connection, tournaments, tournaments.c.phase == Phase.LIVE.value),
        reports=_count(connection, reports, reports.c.state != State.RESOLVED.value),
        dead_jobs=_count(connection, jobs, dead, jobs.c.kind != SEND),
        dead_mail=_count(connection, jobs, dead, jobs.c.kind == SEND),
        waiting_mail=_count(connection, mails, mails.c.sent_at.is_(None)),
        new_accounts=_growth(connection, accounts, now),
        new_tournaments=_growth(connection, tournaments, now),
    )


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def _growth(connection: Connection, table: Table, now: datetime) -> tuple[tuple[datetime, int], ...]:
    weeks = [now - _WEEK * back for back in range(_WEEKS, 0, -1)]
    made = table.c.created_at
    return tuple((week, _count(connection, table, made >= week, made < week + _WEEK)) for week in weeks)
