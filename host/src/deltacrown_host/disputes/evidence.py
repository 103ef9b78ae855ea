"""A file comes in: into the folder first, then its id into the journal; out of the folder where that is refused."""

from asyncio import to_thread
from typing import Any

from deltacrown import AddEvidence
from litestar import Request, Response
from litestar.status_codes import HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.commands import authorize
from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import Host
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.files import folder, records
from deltacrown_host.files.receiving import received


def about(stage: str, match: str) -> str:
    """What evidence in this match's dispute belongs to."""
    return f"dispute {stage}/{match}"


async def lay_before(
    host: Host, request: Request[Any, Any, Any], tournament: str, stage: str, match: str
) -> Response[Receipt]:
    """Keep the file of the request, and give the command with its id. Whoever may not is turned away before reading."""
    caller, command_id, now = caller_of(request), command_id_of(request), host.clock()
    may = AddEvidence(stage, match, "")
    await host.desk.look(tournament, lambda standing, _: authorize(caller, may, standing))
    kept = await received(request, host.settings.files_folder)
    id_, written = records.file_id(tournament, command_id, kept), False

    def beside(connection: Connection, *, repeated: bool) -> None:
        nonlocal written
        written = not repeated
        if written:
            records.write(connection, tournament, id_, about(stage, match), caller.user, kept, now)

    command = AddEvidence(stage, match, id_)
    try:
        answer = await submit(
            host.desk, request, tournament, command, status=HTTP_201_CREATED, command_id=command_id, beside=beside
        )
    except Exception:
        # Whoever hangs up leaves a file behind rather than a row without its file.
        await to_thread(folder.remove, host.settings.files_folder, kept.name)
        raise
    if not written:
        await to_thread(folder.remove, host.settings.files_folder, kept.name)
    answer.headers["location"] = f"{request.url.path}/{id_}"
    return answer
