"""The rows of webhooks, as organizers make, see and remove them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import get_args

from deltacrown import Event, Problem, Refused
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.store.refusals import unknown
from deltacrown_host.tournaments.projection import version_of
from deltacrown_host.webhooks.bodies import Failure, Kind, NewWebhook, Webhook
from deltacrown_host.webhooks.tables import webhook_failures, webhooks

MOST = 20
_FAILURES_SHOWN = 100
EVENTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Event)}
"""Every kind of event, by its name."""


def event_problems(new: NewWebhook) -> Iterator[Problem]:
    """Which kinds of events there are not."""
    for place, kind in enumerate(new.events):
        if kind not in EVENTS:
            yield Problem("webhook.event_unknown", f"there are no events {kind!r}", f"events.{place}")


def create(connection: Connection, tournament: str, new: NewWebhook, secret: str, now: datetime) -> Webhook:
    """A new webhook, which hears of what happens from now on. Raises Refused."""
    version = version_of(connection, tournament)
    if version is None:
        raise unknown(tournament)
    mine = webhooks.c.tournament_id == tournament
    if connection.execute(select(func.count()).select_from(webhooks).where(mine)).scalar_one() >= MOST:
        raise Refused([Problem("webhook.too_many", f"a tournament has at most {MOST} webhooks")])
    id_ = new_id()
    values = {"id": id_, "tournament_id": tournament, "url": new.url, "kind": new.kind.value, "secret": secret}
    at_first = {"created_at": now, "delivered_seq": version, "attempts": 0, "given_up": 0}
    kinds = " ".join(dict.fromkeys(new.events)) or None
    connection.execute(insert(webhooks).values(events=kinds, **values, **at_first))
    return known(connection, tournament, id_)


def webhooks_of(connection: Connection, tournament: str) -> tuple[Webhook, ...]:
    """The webhooks of a tournament, oldest first."""
    mine = select(webhooks).where(webhooks.c.tournament_id == tournament)
    rows = connection.execute(mine.order_by(webhooks.c.created_at, webhooks.c.id))
    return tuple(map(_webhook, rows))


def known(connection: Connection, tournament: str, id_: str) -> Webhook:
    """The webhook of that tournament with this id. Raises Refused where there is none."""
    mine = (webhooks.c.tournament_id == tournament) & (webhooks.c.id == id_)
    row = connection.execute(select(webhooks).where(mine)).first()
    if row is None:
        raise Refused([Problem("webhook.unknown", f"there is no webhook {id_!r}", "webhook")])
    return _webhook(row)


def remove(connection: Connection, tournament: str, id_: str) -> None:
    """Send nothing more to it. Raises Refused where there is none."""
    known(connection, tournament, id_)
    # The webhook first: locked, so that no failure of it is written in between.
    connection.execute(select(webhooks.c.id).where(webhooks.c.id == id_).with_for_update())
    connection.execute(delete(webhook_failures).where(webhook_failures.c.webhook == id_))
    connection.execute(delete(webhooks).where(webhooks.c.id == id_))


def failures_of(connection: Connection, tournament: str, id_: str) -> tuple[Failure, ...]:
    """The oldest events that were given up. Raises Refused where there is no such webhook."""
    known(connection, tournament, id_)
    mine = select(webhook_failures).where(webhook_failures.c.webhook == id_)
    rows = connection.execute(mine.order_by(webhook_failures.c.seq).limit(_FAILURES_SHOWN))
    return tuple(Failure(row.seq, row.at, row.error, row.again) for row in rows)


def replay(connection: Connection, tournament: str, id_: str) -> int:
    """Send what was given up once more, and enable the webhook; answers how many events. Raises Refused."""
    known(connection, tournament, id_)
    fresh = {"attempts": 0, "next_attempt_at": None, "given_up": 0, "disabled_at": None, "disabled_because": None}
    connection.execute(update(webhooks).where(webhooks.c.id == id_).values(fresh))
    mine = webhook_failures.c.webhook == id_
    return connection.execute(update(webhook_failures).where(mine).values(again=True)).rowcount


def _webhook(row: Row[tuple[object, ...]]) -> Webhook:
    return Webhook(
        id=row.id,
        url=row.url,
        kind=Kind(row.kind),
        events=tuple((row.events or "").split()),
        created_at=row.created_at,
        delivered_seq=row.delivered_seq,
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        disabled_at=row.disabled_at,
        disabled_because=row.disabled_because,
    )
