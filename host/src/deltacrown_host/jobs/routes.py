"""Jobs that were given up, for administrators: see them, and put them back."""

from typing import Any

from attrs import frozen
from litestar import Request, Router, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import ADMIN
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.jobs.dead import JobLine, dead_jobs, put_back


@frozen
class JobList:
    """Jobs that were given up, the latest first."""

    jobs: tuple[JobLine, ...]


@get("/", opt=ADMIN, summary="List jobs that were given up")
async def list_jobs(host: HostDependency) -> JobList:
    """What was to be done later and failed too often, with the reason."""
    return JobList(await host.database.query(dead_jobs))


@post("/{job:str}/again", status_code=HTTP_204_NO_CONTENT, opt=ADMIN, summary="Do again what was given up")
async def again(job: FromPath[str], request: Request[Any, Any, Any], host: HostDependency) -> None:
    """Put it back: it is done at once, as if for the first time."""
    now = host.clock()

    def work(connection: Connection) -> None:
        put_back(connection, job, now)
        note(connection, doer_of(request), Deed("job.again", f"job/{job}"), now)

    await host.database.transaction(work)


router = Router("/api/jobs", route_handlers=[list_jobs, again], tags=["Host"])
