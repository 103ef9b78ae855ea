"""The week of whoever organizes: what happened in their tournaments, and what needs them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from deltacrown import Engine, MatchState, Tournament
from sqlalchemy import Connection, Row, Select, func, select

from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts.tables import staff
from deltacrown_host.notices.choices import Notice, who_wants
from deltacrown_host.notices.finding import Told
from deltacrown_host.payments.steps import PaymentState
from deltacrown_host.payments.tables import payment_steps
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.tables import journal
from deltacrown_host.tournaments.tables import tournaments

WEEK = timedelta(days=7)
_AT = timedelta(hours=8)
"""On Mondays at eight in the morning, UTC."""
_HAPPENED = {
    "EntrantRegistered": "registered",
    "EntrantWithdrawn": "withdrawn",
    "MatchCompleted": "matches decided",
    "DisputeOpened": "matches contested",
    "TournamentStarted": "started",
    "TournamentCompleted": "completed",
}
_ENDED = ("completed", "archived", "cancelled")


def organizers(connection: Connection, until: datetime) -> list[str]:
    """Who organizes something that moved in the week, or is under way."""
    mine = select(staff).where(staff.c.tournament_id.in_(_moved(until)))
    return who_wants(connection, Notice.DIGEST, {row.account for row in connection.execute(mine) if _manages(row)})


def digest_of(connection: Connection, account: str, until: datetime, now: datetime) -> list[Told]:
    """The week of one organizer, unless there is nothing to say."""
    mine = select(staff).where(staff.c.tournament_id.in_(_moved(until)), staff.c.account == account)
    rows = connection.execute(mine.order_by(staff.c.tournament_id)).all()
    said = [text for row in rows if _manages(row) and (text := _said(connection, row.tournament_id, until, now))]
    if not said:
        return []
    day = until.date().isoformat()
    filled = {"account": account, "until": day, "said": "\n\n".join(said)}
    return [Told("digest", Notice.DIGEST, account, f"digest/{day}/{account}", filled)]


def last_monday(now: datetime) -> datetime:
    """When the last whole week ended."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=now.weekday()) + _AT
    return monday if monday <= now else monday - WEEK


def _manages(row: Row[tuple[object, ...]]) -> bool:
    return bool(row.owner) or Permission.MANAGE.value in row.permissions.split()


def _moved(until: datetime) -> Select[tuple[str]]:
    recent = (tournaments.c.updated_at > until - WEEK) | tournaments.c.phase.not_in([*_ENDED, "draft"])
    return select(tournaments.c.id).where(recent)


def _said(connection: Connection, id_: str, until: datetime, now: datetime) -> str:
    happened = (journal.c.tournament_id == id_) & (journal.c.at > until - WEEK) & (journal.c.at <= until)
    events = connection.execute(select(journal.c.event).where(happened)).scalars()
    counts = Counter(_HAPPENED.get(json.loads(event)["type"]) for event in events)
    lines = [f"{word}: {counts[word]}" for word in _HAPPENED.values() if counts[word]]
    standing = Engine().apply(Tournament(), (entry.event for entry in SqlJournal(connection, id_).read()))
    needs = list(_needs(connection, standing, now))
    if not lines and not needs:
        return ""
    parts = [standing.settings.name, ", ".join(lines) or "Nothing happened."]
    return "\n".join([*parts, *(f"Needs you: {need}" for need in needs)])


def _needs(connection: Connection, standing: Tournament, now: datetime) -> Iterator[str]:
    if standing.phase.value in _ENDED:
        return
    matches = [match for stage in standing.stages for match in stage.matches.values()]
    counts = {
        "disputes without a ruling": sum(match.state is MatchState.DISPUTED for match in matches),
        "results to confirm": sum(match.state is MatchState.PENDING_RESULT for match in matches),
        "matches that should have been played": sum(
            match.ready and match.progress.scheduled_at is not None and match.progress.scheduled_at < now
            for match in matches
        ),
        "payments to look at": _payments(connection, standing.id),
    }
    yield from (f"{word}: {count}" for word, count in counts.items() if count)


def _payments(connection: Connection, tournament: str) -> int:
    steps = payment_steps.c
    mine = steps.tournament_id == tournament
    last = select(steps.entrant, func.max(steps.number).label("number")).where(mine).group_by(steps.entrant).subquery()
    waiting = select(func.count()).select_from(payment_steps)
    waiting = waiting.join(last, (steps.entrant == last.c.entrant) & (steps.number == last.c.number))
    return connection.execute(waiting.where(mine, steps.state == PaymentState.SUBMITTED.value)).scalar() or 0
