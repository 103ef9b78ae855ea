"""The rows of jobs: put there in somebody's transaction, taken by one process each, and what became of them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.jobs.tables import jobs


@frozen
class Job:
    """A job that this process has taken. `attempts` counts this one."""

    id: str
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    holder: str


def enqueue(connection: Connection, kind: str, payload: Mapping[str, Any], run_at: datetime, id_: str = "") -> None:
    """Have something done at that time, once the transaction is committed. Raises IntegrityError for an id in use."""
    values = {"id": id_ or new_id(), "kind": kind, "payload": json.dumps(payload), "run_at": run_at, "attempts": 0}
    connection.execute(insert(jobs).values(values))


def waiting(connection: Connection, now: datetime, kinds: Collection[str]) -> bool:
    """Whether there is anything of these kinds to take."""
    return connection.execute(_due(now, kinds).limit(1)).first() is not None


def take(  # noqa: PLR0913, PLR0917 - what is taken, and by whom
    connection: Connection, holder: str, now: datetime, until: datetime, limit: int, kinds: Collection[str]
) -> Sequence[Job]:
    """Take jobs of these kinds whose time has come, the longest due first: they are this holder's until then."""
    rows = connection.execute(
        _due(now, kinds).order_by(jobs.c.run_at, jobs.c.id).limit(limit).with_for_update(skip_locked=True)
    ).all()
    mine = update(jobs).where(jobs.c.id.in_([row.id for row in rows]))
    connection.execute(mine.values(holder=holder, held_until=until, attempts=jobs.c.attempts + 1))
    return [Job(row.id, row.kind, json.loads(row.payload), row.attempts + 1, holder) for row in rows]


def finish(connection: Connection, job: Job) -> None:
    """It is done."""
    connection.execute(delete(jobs).where(_held(job)))


def put_off(connection: Connection, job: Job, until: datetime) -> None:
    """It is to be done, as if for the first time, then."""
    free = {"holder": None, "held_until": None, "last_error": None}
    connection.execute(update(jobs).where(_held(job)).values(run_at=until, attempts=0, **free))


def fail(connection: Connection, job: Job, error: str, again_at: datetime) -> None:
    """It failed, and is tried again then."""
    free = {"holder": None, "held_until": None, "last_error": error}
    connection.execute(update(jobs).where(_held(job)).values(run_at=again_at, **free))


def bury(connection: Connection, job: Job, error: str, now: datetime) -> None:
    """It failed too often, and is given up."""
    connection.execute(update(jobs).where(_held(job)).values(last_error=error, dead_at=now))


def _due(now: datetime, kinds: Collection[str]) -> Select[tuple[object, ...]]:
    free = or_(jobs.c.held_until.is_(None), jobs.c.held_until <= now)
    mine = jobs.c.kind.in_(sorted(kinds))
    return select(jobs).where(jobs.c.run_at <= now, jobs.c.dead_at.is_(None), free, mine)


def _held(job: Job) -> ColumnElement[bool]:
    """The job's row, for as long as nobody else has taken it."""
    return (jobs.c.id == job.id) & (jobs.c.holder == job.holder)
