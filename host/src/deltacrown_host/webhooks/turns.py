"""A turn of deliveries to one webhook: taken from the database by one process, and what came of it written back."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import SystemRandom

from attrs import define, field, frozen
from deltacrown import Entry
from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, insert, or_, select, update

from deltacrown_host.delivery.patience import Patience
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.types import UtcTime
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.webhooks.bodies import Kind
from deltacrown_host.webhooks.messages import Message, Source, message_of
from deltacrown_host.webhooks.tables import webhook_failures, webhooks

_EVENTS_AT_ONCE = 50


@frozen
class Turn:
    """A webhook that something is to be sent to, and the process that has taken it."""

    webhook: str
    url: str
    kind: Kind
    secret: str = field(repr=False)
    events: frozenset[str]
    source: Source
    delivered_seq: int
    attempts: int
    holder: str


@define
class Outcome:
    """What came of a turn, so far.

    done   the numbers of the events that are dealt with, in order; `sent`: whether any of them was sent
    next   the number of the event that is sent next
    error  why it was not taken, where it was not; `gone` where none ever will be
    """

    done: list[int] = field(factory=list)
    sent: bool = False
    next: int = 0
    error: str = ""
    gone: bool = False


@frozen
class Endurance:
    """How long a webhook is tried.

    patience  the pauses between two attempts at one event
    attempts  after so many an event is given up
    given_up  after so many events in a row that were given up, the webhook is disabled
    luck      between 0 and 1: it spreads what failed together, so that it is not tried again together
    """

    patience: Patience
    attempts: int
    given_up: int
    luck: Callable[[], float] = SystemRandom().random

    def pause(self, attempts: int) -> timedelta:
        """The pause after that many failures in a row: half of it at least."""
        return self.patience.pause(attempts) * (1 - self.luck() / 2)


def waiting(connection: Connection, now: datetime) -> bool:
    """Whether there is anything to take."""
    return connection.execute(_ANY_DUE, {"now": now}).first() is not None


def take(connection: Connection, holder: str, now: datetime, until: datetime, limit: int) -> Sequence[Turn]:
    """Take webhooks that something is to be sent to, until then: no other process sends to them meanwhile."""
    free = _DUE.order_by(tournaments.c.updated_at).limit(limit).with_for_update(of=webhooks, skip_locked=True)
    rows = connection.execute(free, {"now": now}).all()
    mine = update(webhooks).where(webhooks.c.id.in_([row.id for row in rows]))
    connection.execute(mine.values(holder=holder, held_until=until))
    return [_turn(row, holder) for row in rows]


def next_messages(connection: Connection, turn: Turn) -> Sequence[tuple[int, Message | None]]:
    """The next events by number, each with what to send of it: first what is sent once more, then what is new."""
    entries = _once_more(connection, turn)
    entries = entries or tuple(SqlJournal(connection, turn.source.id).read(turn.delivered_seq, _EVENTS_AT_ONCE))
    return [(entry.seq, _message(connection, turn, entry)) for entry in entries]


def write_back(connection: Connection, turn: Turn, outcome: Outcome, endurance: Endurance, now: datetime) -> None:
    """Remember what came of a turn, and let go of the webhook; unless somebody else has it, or it is removed."""
    mine = (webhooks.c.id == turn.webhook) & (webhooks.c.holder == turn.holder)
    row = connection.execute(select(webhooks).where(mine).with_for_update()).first()
    if row is None:
        return
    failures = webhook_failures.c
    done = (failures.webhook == turn.webhook) & failures.seq.in_(outcome.done)
    connection.execute(delete(webhook_failures).where(done))
    values: dict[str, object] = {"delivered_seq": max([row.delivered_seq, *outcome.done])}
    if outcome.done:
        values |= {"attempts": 0, "next_attempt_at": None, "last_error": None}
    if outcome.sent:
        values["given_up"] = 0
    if outcome.error:
        attempts = (0 if outcome.done else row.attempts) + 1
        values["last_error"] = outcome.error
        if outcome.gone:
            values |= {"disabled_at": now, "disabled_because": outcome.error}
        elif attempts < endurance.attempts:
            values |= {"attempts": attempts, "next_attempt_at": now + endurance.pause(attempts)}
        else:
            values |= _give_up(connection, row, outcome, endurance, now)
    connection.execute(update(webhooks).where(mine).values(holder=None, held_until=None, **values))


def _give_up(
    connection: Connection, row: Row[tuple[object, ...]], outcome: Outcome, endurance: Endurance, now: datetime
) -> dict[str, object]:
    """Put the event aside; answers what changes for the webhook."""
    failure = {"webhook": row.id, "seq": outcome.next, "at": now, "error": outcome.error, "again": False}
    once_more = (webhook_failures.c.webhook == row.id) & (webhook_failures.c.seq == outcome.next)
    connection.execute(delete(webhook_failures).where(once_more))
    connection.execute(insert(webhook_failures).values(failure))
    given_up = (0 if outcome.sent else row.given_up) + 1
    reached = max([row.delivered_seq, *outcome.done, outcome.next])
    values = {"attempts": 0, "next_attempt_at": None, "given_up": given_up, "delivered_seq": reached}
    if given_up < endurance.given_up:
        return values
    because = f"{given_up} events in a row were given up; the last: {outcome.error}"
    return {**values, "disabled_at": now, "disabled_because": because}


def _due() -> Select[tuple[object, ...]]:
    now = bindparam("now", type_=UtcTime)
    again = exists().where(webhook_failures.c.webhook == webhooks.c.id, webhook_failures.c.again)
    columns = webhooks.c
    return (
        select(webhooks, tournaments.c.name)
        .join(tournaments, tournaments.c.id == columns.tournament_id)
        .where(
            and_(
                columns.disabled_at.is_(None),
                or_(columns.held_until.is_(None), columns.held_until <= now),
                or_(columns.next_attempt_at.is_(None), columns.next_attempt_at <= now),
                or_(tournaments.c.version > columns.delivered_seq, again),
            )
        )
    )


# Built once: they are asked after every commit.
_DUE = _due()
_ANY_DUE = _DUE.limit(1)


def _turn(row: Row[tuple[object, ...]], holder: str) -> Turn:
    return Turn(
        webhook=row.id,
        url=row.url,
        kind=Kind(row.kind),
        secret=row.secret,
        events=frozenset((row.events or "").split()),
        source=Source(row.tournament_id, row.name),
        delivered_seq=row.delivered_seq,
        attempts=row.attempts,
        holder=holder,
    )


def _once_more(connection: Connection, turn: Turn) -> tuple[Entry, ...]:
    mine = (webhook_failures.c.webhook == turn.webhook) & webhook_failures.c.again
    wanted = select(webhook_failures.c.seq).where(mine).order_by(webhook_failures.c.seq).limit(_EVENTS_AT_ONCE)
    journal = SqlJournal(connection, turn.source.id)
    seqs = connection.execute(wanted).scalars().all()
    return tuple(entry for seq in seqs for entry in journal.read(seq - 1, 1))


def _message(connection: Connection, turn: Turn, entry: Entry) -> Message | None:
    if turn.events and type(entry.event).__name__ not in turn.events:
        return None
    return message_of(connection, turn.kind, turn.source, entry)
