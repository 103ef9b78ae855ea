"""Disputes: open one, comment, lay evidence before whoever decides, read it all."""

from collections.abc import Callable
from typing import Any

from deltacrown import Command, CommentOnDispute, OpenDispute, Tournament
from litestar import Request, Response, Router, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.needs import SIGNED_IN, caller_of
from deltacrown_host.access.roles import Permission
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.disputes.bodies import NewComment, NewDispute, Thread
from deltacrown_host.disputes.evidence import about, lay_before
from deltacrown_host.disputes.texts import saying, text_id, text_problems
from deltacrown_host.disputes.thread import reason_of, thread
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.files import records
from deltacrown_host.files.answering import FILE, answer
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD
from deltacrown_host.matches.finding import find_match, for_sides
from deltacrown_host.moderation.objections import against_speaking

Asked = Request[Any, Any, Any]


@post("/", dto=StrictBody[NewDispute], return_dto=None, summary="Open a dispute")
async def open_dispute(  # noqa: PLR0913 - what a dispute comes with
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    data: JSONBody[NewDispute],
    request: Asked,
    host: HostDependency,
) -> Response[Receipt]:
    """Contest the result of a match, or what was claimed of it. The words are kept beside the journal."""

    def opening(text: str) -> Command:
        return OpenDispute(stage, match, data.entrant, reason_of(data.ground, text))

    return await _say(host, request, tournament, data.text, opening)


@post("/comments", dto=StrictBody[NewComment], return_dto=None, summary="Comment on a dispute")
async def comment(  # noqa: PLR0913 - what a comment comes with
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    data: JSONBody[NewComment],
    request: Asked,
    host: HostDependency,
) -> Response[Receipt]:
    """Say something. The words are kept beside the journal, which holds their id."""

    def commenting(text: str) -> Command:
        return CommentOnDispute(stage, match, text, data.reply_to)

    return await _say(host, request, tournament, data.text, commenting)


async def _say(
    host: Host, request: Asked, tournament: str, text: str, command: Callable[[str], Command]
) -> Response[Receipt]:
    """Give a command that holds the id of a text, which is kept beside the journal."""
    id_, caller = command_id_of(request), caller_of(request)
    muted = against_speaking(caller.user, host.clock())
    return await submit(
        host.desk,
        request,
        tournament,
        command(text_id(tournament, id_)),
        status=HTTP_201_CREATED,
        command_id=id_,
        beside=saying(tournament, id_, caller.user, text),
        objections=lambda before, connection: [*text_problems(text), *muted(before, connection)],
    )


@get("/", opt=SIGNED_IN, summary="Read a dispute")
async def read(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Thread:
    """The latest dispute over the match with everything that was said, for its sides and for whoever decides."""
    caller = caller_of(request)

    def look(standing: Tournament, connection: Connection) -> Thread:
        for_sides(caller, find_match(standing, stage, match), Permission.DISPUTES)
        return thread(connection, standing, stage, match)

    return await host.desk.look(tournament, look)


@post("/evidence", opt=UPLOAD, request_max_body_size=BODY_LIMIT, summary="Add evidence")
async def add_evidence(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Lay a file before whoever decides: a JPG, a PNG or a PDF of at most 5 MB. `Location` says where it is."""
    return await lay_before(host, request, tournament, stage, match)


@get("/evidence/{file:str}", opt=SIGNED_IN, responses=FILE, summary="Get evidence")
async def get_evidence(  # noqa: PLR0913 - where it is
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    file: FromPath[str],
    request: Asked,
    host: HostDependency,
) -> Response[Any]:
    """The file, to be saved."""
    caller = caller_of(request)

    def look(standing: Tournament, connection: Connection) -> tuple[records.StoredFile, str]:
        for_sides(caller, find_match(standing, stage, match), Permission.DISPUTES)
        return records.find(connection, tournament, about(stage, match), file)

    return await answer(host.files, *await host.desk.look(tournament, look))


router = Router(
    "/api/tournaments/{tournament:str}/matches/{stage:str}/{match:str}/dispute",
    route_handlers=[open_dispute, comment, read, add_evidence, get_evidence],
    tags=["Disputes"],
)
