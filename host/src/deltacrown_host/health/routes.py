"""Whether the process is there, and whether it can do its work."""

import logging

from attrs import frozen
from litestar import Response, Router, get
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.health.metrics import metrics
from deltacrown_host.store.tables import journal

logger = logging.getLogger(__name__)


@frozen
class Health:
    """In a word: "ok", or what is wrong."""

    status: str


@get("/healthz", summary="Is the process there?")
async def healthz() -> Health:
    """The process answers."""
    return Health("ok")


@get("/readiness", summary="Can it do its work?")
async def readiness(host: HostDependency) -> Response[Health]:
    """The database answers, and has our tables. Without Redis the work is done too, only slower between processes."""

    def ask() -> None:
        with host.database.connect() as connection:
            connection.execute(select(journal.c.seq).limit(1)).first()

    try:
        await host.database.read(ask)
    except SQLAlchemyError:
        logger.exception("the database does not answer")
        return Response(Health("the database does not answer"), status_code=HTTP_503_SERVICE_UNAVAILABLE)
    relay = host.announcer.relay
    degraded = relay is not None and not relay.connected
    if host.house.stopped:
        return Response(Health(f"read-only: {host.house.stopped}"), status_code=HTTP_200_OK)
    return Response(Health("degraded: Redis does not answer" if degraded else "ok"), status_code=HTTP_200_OK)


router = Router("/", route_handlers=[healthz, readiness, metrics], tags=["Health"])
