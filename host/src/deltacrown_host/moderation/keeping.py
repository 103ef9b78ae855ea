"""How long what is over is kept.

Journals stay for good, and so does the audit trail, old rows of it in files where the settings say so; what is personal
beside them does not.
"""

from datetime import datetime, timedelta

from attrs import frozen
from sqlalchemy import Connection, delete, select, update

from deltacrown_host.accounts.tables import sessions
from deltacrown_host.audit.tables import audit_addresses
from deltacrown_host.disputes.tables import dispute_texts
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.moderation.tables import hidden


@frozen
class Keeping:
    """For how long: addresses of the audit trail, hidden words, jobs that were given up, sessions that have ended.

    `audit` says how long rows of the audit trail stay before they are archived; None for ever.
    """

    addresses: timedelta
    hidden: timedelta
    dead_jobs: timedelta
    sessions: timedelta
    audit: timedelta | None = None


def let_go(connection: Connection, keeping: Keeping, now: datetime) -> None:
    """Delete what was kept for long enough."""
    connection.execute(delete(audit_addresses).where(audit_addresses.c.at <= now - keeping.addresses))
    connection.execute(delete(jobs).where(jobs.c.dead_at <= now - keeping.dead_jobs))
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now - keeping.sessions))
    _blank_words(connection, now - keeping.hidden)


def _blank_words(connection: Connection, before: datetime) -> None:
    """Words that were hidden for so long are gone; that they were said stays in the journal."""
    old = select(hidden.c.object).where(hidden.c.object.startswith("text/"), hidden.c.since <= before)
    for object_ in connection.execute(old).scalars().all():
        _, tournament, text = object_.split("/", 2)
        mine = (dispute_texts.c.tournament_id == tournament) & (dispute_texts.c.id == text)
        connection.execute(update(dispute_texts).where(mine).values(text=None))
