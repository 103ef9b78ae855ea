"""Mail for administrators: what waits or was given up, and why; send it again; try whether mail works."""

from datetime import datetime

from attrs import frozen
from deltacrown import Malformed, Problem, Refused
from litestar import Router, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT
from sqlalchemy import Connection, select, update

from deltacrown_host.access.needs import ADMIN
from deltacrown_host.accounts.records import email_problems
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.mail import posting
from deltacrown_host.mail.tables import mails

_MOST = 200


@frozen
class MailLine:
    """A letter that is not sent yet; whom it is for is not shown. `given_up_at` where it is not tried any more."""

    id: str
    kind: str
    created_at: datetime
    attempts: int
    next_attempt_at: datetime
    given_up_at: datetime | None
    error: str


@frozen
class MailList:
    """Letters that are not sent: those that were given up first, then those that wait, the oldest first."""

    mails: tuple[MailLine, ...]


@frozen
class Trial:
    """Where to send a letter that says that mail works."""

    email: str


@get("/", opt=ADMIN, summary="List mail that is not sent")
async def list_mails(host: HostDependency) -> MailList:
    """Mail that waits, and mail that was given up, with the reason."""
    return MailList(await host.database.query(_unsent))


@post(
    "/",
    dto=StrictBody[Trial],
    return_dto=None,
    status_code=HTTP_202_ACCEPTED,
    opt=ADMIN,
    summary="Try whether mail works",
)
async def try_mail(data: JSONBody[Trial], host: HostDependency) -> None:
    """Send a letter to this address. Where it does not arrive, the list says why."""
    problems = list(email_problems(data.email))
    if problems:
        raise Malformed(problems)
    await host.database.transaction(posting.post, "trial", {}, host.clock(), address=data.email)


@post("/{mail:str}/again", status_code=HTTP_204_NO_CONTENT, opt=ADMIN, summary="Send again what was given up")
async def again(mail: FromPath[str], host: HostDependency) -> None:
    """Try once more, at once, as if for the first time."""
    await host.database.transaction(_again, mail, host.clock())


def _unsent(connection: Connection) -> tuple[MailLine, ...]:
    wanted = select(mails.c.kind, mails.c.created_at, jobs).join(jobs, jobs.c.id == mails.c.id)
    wanted = wanted.where(mails.c.sent_at.is_(None))
    wanted = wanted.order_by(jobs.c.dead_at.is_(None), mails.c.created_at, mails.c.id).limit(_MOST)
    return tuple(
        MailLine(row.id, row[0], row.created_at, row.attempts, row.run_at, row.dead_at, row.last_error or "")
        for row in connection.execute(wanted)
    )


def _again(connection: Connection, mail: str, now: datetime) -> None:
    mine = (jobs.c.id == mail) & (jobs.c.kind == posting.SEND) & jobs.c.dead_at.is_not(None)
    anew = {"dead_at": None, "attempts": 0, "holder": None, "held_until": None, "run_at": now}
    if not connection.execute(update(jobs).where(mine).values(anew)).rowcount:
        raise Refused([Problem("mail.unknown", f"there is no mail {mail!r} that was given up", "mail")])


router = Router("/api/mails", route_handlers=[list_mails, try_mail, again], tags=["Mail"])
