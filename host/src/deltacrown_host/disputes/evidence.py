"""A file comes in: into the store first, then its id into the journal; out of the store where that is refused."""

from typing import Any

from deltacrown import AddEvidence
from litestar import Request, Response
from litestar.status_codes import HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.commands import authorize
from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import Host
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.files import records
from deltacrown_host.files.receiving import Incoming, incoming
from deltacrown_host.store.desk import Beside


def about(stage: str, match: str) -> str:
    """What evidence in this match's dispute belongs to."""
    return f"dispute {stage}/{match}"


async def lay_before(
    host: Host, request: Request[Any, Any, Any], tournament: str, stage: str, match: str
) -> Response[Receipt]:
    """Keep the file of the request, and give the command with its id. Whoever may not is turned away before reading."""
    caller, command_id = caller_of(request), command_id_of(request)
    may = AddEvidence(stage, match, "")
    await host.desk.look(tournament, lambda standing, _: authorize(caller, may, standing))
    async with incoming(request, host.files) as coming:
        id_ = records.file_id(tournament, command_id, coming.kept)
        answer = await submit(
            host.desk,
            request,
            tournament,
            AddEvidence(stage, match, id_),
            status=HTTP_201_CREATED,
            command_id=command_id,
            beside=_noting(host, coming, (tournament, id_, about(stage, match), caller.user)),
        )
    answer.headers["location"] = f"{request.url.path}/{id_}"
    return answer


def _noting(host: Host, coming: Incoming, row: tuple[str, str, str, str]) -> Beside:
    """The row of the file, which is used by that."""
    now = host.clock()

    def beside(connection: Connection, *, repeated: bool) -> None:
        coming.used = not repeated
        if coming.used:
            records.write(connection, *row, coming.kept, now)

    return beside
