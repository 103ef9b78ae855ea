"""How far each notifier has come: the rows behind the deliveries."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Join, and_, func, insert, literal, or_, select, update

from deltacrown_host.delivery.tables import notifier_cursors, notifiers_known
from deltacrown_host.tournaments.tables import tournaments


@frozen
class Due:
    """A tournament of which a notifier has not heard everything. `attempts` have failed in a row."""

    tournament: str
    delivered_seq: int
    attempts: int


def introduce(connection: Connection, notifier: str, at: datetime) -> None:
    """Make a new notifier known: it hears of everything from now on, and is spared what happened before.

    Raises IntegrityError where another process does it at the same moment.
    """
    known = select(notifiers_known.c.notifier).where(notifiers_known.c.notifier == notifier)
    if connection.execute(known).first():
        return
    connection.execute(insert(notifiers_known).values(notifier=notifier, since=at))
    columns = ["notifier", "tournament_id", "delivered_seq", "attempts"]
    past = select(literal(notifier), tournaments.c.id, tournaments.c.version, literal(0))
    connection.execute(insert(notifier_cursors).from_select(columns, past))


def due(connection: Connection, notifier: str, now: datetime, limit: int) -> list[Due]:
    """The tournaments to tell the notifier of now, the longest waiting first."""
    cursors = notifier_cursors.c
    wanted = (
        select(tournaments.c.id, func.coalesce(cursors.delivered_seq, 0), func.coalesce(cursors.attempts, 0))
        .select_from(_with_cursor(notifier))
        .where(_behind(), or_(cursors.next_attempt_at.is_(None), cursors.next_attempt_at <= now))
        .order_by(tournaments.c.updated_at)
        .limit(limit)
    )
    return [Due(*row) for row in connection.execute(wanted)]


def next_attempt(connection: Connection, notifier: str) -> datetime | None:
    """When the next failed delivery is to be tried again, or None where nothing waits."""
    cursors = notifier_cursors.c
    wanted = select(cursors.next_attempt_at).select_from(_with_cursor(notifier)).where(_behind())
    soonest = wanted.where(cursors.next_attempt_at.is_not(None)).order_by(cursors.next_attempt_at).limit(1)
    return connection.execute(soonest).scalar()


def advance(connection: Connection, notifier: str, tournament: str, seq: int) -> None:
    """Remember that everything up to `seq` is delivered."""
    _write(connection, notifier, tournament, delivered_seq=seq, attempts=0, next_attempt_at=None, last_error=None)


def postpone(connection: Connection, notifier: str, failed: Due, until: datetime, error: str) -> None:
    """Remember that the delivery failed once more, and when to try again."""
    _write(
        connection,
        notifier,
        failed.tournament,
        delivered_seq=failed.delivered_seq,
        attempts=failed.attempts + 1,
        next_attempt_at=until,
        last_error=error,
    )


def _write(connection: Connection, notifier: str, tournament: str, **columns: object) -> None:
    mine = and_(notifier_cursors.c.notifier == notifier, notifier_cursors.c.tournament_id == tournament)
    if not connection.execute(update(notifier_cursors).where(mine).values(columns)).rowcount:
        row = {"notifier": notifier, "tournament_id": tournament, **columns}
        connection.execute(insert(notifier_cursors).values(row))


def _with_cursor(notifier: str) -> Join:
    mine = and_(notifier_cursors.c.tournament_id == tournaments.c.id, notifier_cursors.c.notifier == notifier)
    return tournaments.outerjoin(notifier_cursors, mine)


def _behind() -> ColumnElement[bool]:
    return tournaments.c.version > func.coalesce(notifier_cursors.c.delivered_seq, 0)
