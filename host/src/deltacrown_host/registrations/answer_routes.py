"""Answers to a tournament's own questions: send a file for one, read them, change them."""

from typing import Any

from attrs import frozen
from deltacrown import FieldKind, Problem, Refused, Tournament
from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED
from sqlalchemy import Connection, select

from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import command_id_of
from deltacrown_host.files import records
from deltacrown_host.files.answering import FILE, answer
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD, incoming
from deltacrown_host.files.tables import files
from deltacrown_host.registrations.answers import (
    Answers,
    about,
    admit,
    answering,
    answers_in,
    answers_of,
    write_answers,
)
from deltacrown_host.tournaments.projection import locked_version

Asked = Request[Any, Any, Any]
MOST_FILES = 20


@frozen
class SentFile:
    """A file that waits to be named in an answer."""

    file: str


@frozen
class AnswerLine:
    """What one entrant has answered."""

    entrant: str
    answers: dict[str, Any]


@frozen
class AnswerList:
    """Everyone who has answered anything, in the order of registration."""

    answers: tuple[AnswerLine, ...]


@post(
    "/fields/{field:str}/files",
    opt=UPLOAD,
    request_max_body_size=BODY_LIMIT,
    status_code=HTTP_201_CREATED,
    summary="Send a file for a field",
)
async def send_file(tournament: FromPath[str], field: FromPath[str], request: Asked, host: HostDependency) -> SentFile:
    """Send a JPG, a PNG or a PDF of at most 5 MB; its id is the answer to the field when one registers."""
    caller, order, now = caller_of(request), command_id_of(request), host.clock()
    await host.desk.look(tournament, lambda standing, _: _asked(standing, field))
    async with incoming(request, host.files) as coming:
        id_ = records.file_id(tournament, f"{field}/{caller.user}/{order}", coming.kept)

        def work(connection: Connection) -> SentFile:
            locked_version(connection, tournament)
            sent = select(files.c.id, files.c.about).where(
                files.c.tournament_id == tournament, files.c.account == caller.user
            )
            mine = {row.id for row in connection.execute(sent) if row.about.startswith(about(""))}
            if len(mine - {id_}) >= MOST_FILES:
                raise Refused([Problem("file.too_many", f"one sends at most {MOST_FILES} files to a tournament")])
            coming.used = id_ not in mine
            if coming.used:
                records.write(connection, tournament, id_, about(field), caller.user, coming.kept, now)
                deed = Deed("registration.file", f"field/{field}", tournament, after={"file": id_})
                note(connection, doer_of(request), deed, now)
            return SentFile(id_)

        return await host.database.transaction(work)


@get("/answers", opt=needs(Permission.REGISTRATIONS), summary="List answers")
async def list_answers(tournament: FromPath[str], host: HostDependency) -> AnswerList:
    """What everyone has answered, for staff."""

    def look(standing: Tournament, connection: Connection) -> AnswerList:
        kept = answers_in(connection, tournament)
        lines = (AnswerLine(entrant, dict(kept[entrant].answers)) for entrant in standing.entrants if entrant in kept)
        return AnswerList(tuple(lines))

    return await host.desk.look(tournament, look)


@get("/entrants/{entrant:str}/answers", opt=SIGNED_IN, summary="Read answers")
async def read(tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency) -> AnswerLine:
    """What an entrant has answered, for the entrant and for staff."""
    caller = caller_of(request)

    def look(standing: Tournament, connection: Connection) -> AnswerLine:
        admit(caller, standing, entrant)
        return AnswerLine(entrant, dict(answers_of(connection, tournament, entrant).answers))

    return await host.desk.look(tournament, look)


@put(
    "/entrants/{entrant:str}/answers",
    dto=StrictBody[Answers],
    return_dto=None,
    opt=SIGNED_IN,
    summary="Change answers",
)
async def change(
    tournament: FromPath[str], entrant: FromPath[str], data: JSONBody[Answers], request: Asked, host: HostDependency
) -> AnswerLine:
    """Answer anew: the entrant until play begins, staff at any time."""
    caller, order, now = caller_of(request), command_id_of(request), host.clock()

    def judge(standing: Tournament, connection: Connection) -> None:
        admit(caller, standing, entrant, writing=True)
        problems = list(answering(caller, data.answers)(standing, connection))
        if problems:
            raise Refused(problems)

    await host.desk.look(tournament, judge)

    def work(connection: Connection) -> None:
        write_answers(connection, tournament, entrant, data.answers, order, now)
        # What was answered is theirs, and can be erased; that it was answered anew stays.
        after = {"fields": sorted(data.answers)}
        deed = Deed("registration.answers", f"entrant/{entrant}", tournament, after=after)
        note(connection, doer_of(request), deed, now)

    await host.database.transaction(work)
    return AnswerLine(entrant, dict(data.answers))


@get(
    "/entrants/{entrant:str}/answers/{field:str}/file",
    opt=SIGNED_IN,
    responses=FILE,
    summary="Get the file of an answer",
)
async def get_file(
    tournament: FromPath[str], entrant: FromPath[str], field: FromPath[str], request: Asked, host: HostDependency
) -> Response[Any]:
    """The file that was answered with, to be saved."""
    caller = caller_of(request)

    def look(standing: Tournament, connection: Connection) -> tuple[records.StoredFile, str]:
        admit(caller, standing, entrant)
        file = answers_of(connection, tournament, entrant).answers.get(field, "")
        return records.find(connection, tournament, about(field), str(file))

    return await answer(host.files, *await host.desk.look(tournament, look))


def _asked(tournament: Tournament, field: str) -> None:
    """Raises Refused where the tournament asks for no such file."""
    if not any(field == one.key and one.kind is FieldKind.FILE for one in tournament.settings.fields):
        raise Refused([Problem("entry_field.unknown", f"nobody asks for a file {field!r}", "field")])


router = Router(
    "/api/tournaments/{tournament:str}",
    route_handlers=[send_file, list_answers, read, change, get_file],
    tags=["Entrants"],
)
