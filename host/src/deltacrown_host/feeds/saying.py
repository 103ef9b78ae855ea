"""Writing to feeds and reading them. An event is told to whoever listens when its transaction is committed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from deltacrown import wire
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from deltacrown_host.feeds.tables import feed_events, feeds
from deltacrown_host.realtime.rooms import Frame

TEAM = "team/"
ACCOUNT = "account/"
MARK = "/"
"""In the name of a feed, and never in the id of a tournament: both are rooms."""


def team_feed(team: str) -> str:
    """The feed of a team."""
    return TEAM + team


def account_feed(account: str) -> str:
    """The feed of an account."""
    return ACCOUNT + account


def say(connection: Connection, to: Iterable[str], now: datetime, type_: str, **ids: object) -> None:
    """Write an event into each of these feeds. `ids` are ids and states, never anybody's words."""
    text = wire.dumps({"type": type_, **ids})
    # In one order everywhere, so that nobody waits for somebody who waits for them.
    for feed in sorted(set(to)):
        seq = _next(connection, feed)
        connection.execute(insert(feed_events).values(feed=feed, seq=seq, at=now, event=text))
        connection.info.setdefault("said", []).append((feed, seq))


def frames_of(connection: Connection, feed: str, after: int, limit: int) -> Sequence[Frame]:
    """The next frames of a feed."""
    rows = feed_events.c
    wanted = select(feed_events).where(rows.feed == feed, rows.seq > after).order_by(rows.seq).limit(limit)
    return [_frame(feed, row.seq, row.at, row.event) for row in connection.execute(wanted)]


def heads_of(connection: Connection, watched: Collection[str]) -> Mapping[str, int]:
    """How far these feeds have come."""
    rows = connection.execute(select(feeds).where(feeds.c.feed.in_(watched)))
    return {row.feed: row.seq for row in rows}


def _next(connection: Connection, feed: str) -> int:
    """The next number of the feed, which is held until the transaction ends."""
    further = update(feeds).where(feeds.c.feed == feed).values(seq=feeds.c.seq + 1).returning(feeds.c.seq)
    seq = connection.execute(further).scalar()
    if seq is None:
        # Whoever begins it at the same moment is waited for.
        with suppress(IntegrityError), connection.begin_nested():
            connection.execute(insert(feeds).values(feed=feed, seq=0))
        seq = connection.execute(further).scalar_one()
    return int(seq)


def _frame(feed: str, seq: int, at: datetime, event: str) -> Frame:
    kind, _, id_ = feed.partition(MARK)
    when = at.isoformat().replace("+00:00", "Z")
    return Frame(seq, wire.dumps({"type": "event", kind: id_, "seq": seq, "at": when, "event": wire.loads(event)}))
