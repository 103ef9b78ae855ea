"""Jobs that were given up: what they were, why they failed, and how they are put back."""

from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, select, update

from deltacrown_host.jobs.tables import jobs
from deltacrown_host.mail.posting import SEND

LISTED = 200


@frozen
class JobLine:
    """A job that was given up, and why."""

    id: str
    kind: str
    attempts: int
    given_up_at: datetime
    error: str


def dead_jobs(connection: Connection) -> tuple[JobLine, ...]:
    """The jobs that were given up, the latest first. Letters have a list of their own."""
    wanted = select(jobs).where(jobs.c.dead_at.is_not(None), jobs.c.kind != SEND)
    wanted = wanted.order_by(jobs.c.dead_at.desc(), jobs.c.id).limit(LISTED)
    return tuple(
        JobLine(row.id, row.kind, row.attempts, row.dead_at, row.last_error or "") for row in connection.execute(wanted)
    )


def put_back(connection: Connection, job: str, now: datetime) -> None:
    """Have it done now, as if for the first time. Raises Refused where no such job was given up."""
    mine = (jobs.c.id == job) & jobs.c.dead_at.is_not(None)
    anew = {"dead_at": None, "attempts": 0, "holder": None, "held_until": None, "run_at": now}
    if not connection.execute(update(jobs).where(mine).values(anew)).rowcount:
        raise Refused([Problem("job.unknown", f"there is no job {job!r} that was given up", "job")])
