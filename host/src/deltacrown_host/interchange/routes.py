"""Out as a file of another program, and a table of entrants in."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen
from deltacrown import Malformed, Problem, Refused, RegisterEntrant, Tournament
from deltacrown.interchange.files import WRITERS
from deltacrown.interchange.record import record_of
from deltacrown.interchange.tables import EntrantLine, read_entrants
from litestar import Request, Response, Router, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.admission import TAKES
from deltacrown_host.edge.conditional import etag
from deltacrown_host.edge.names import segment_problems
from deltacrown_host.edge.orders import command_id_of, order_of
from deltacrown_host.registrations.beside import Acting, registering
from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.routes import LONGEST_NAME
from deltacrown_host.store.desk import Order

Asked = Request[Any, Any, Any]
MOST = 2000
_CSV = "text/csv"


@frozen
class Imported:
    """How many entrants were registered, and the version after it."""

    tournament: str
    version: int
    entrants: int


@get("/export/{kind:str}", media_type="text/plain", summary="Download as a file of another program")
async def export(tournament: FromPath[str], kind: FromPath[str], host: HostDependency) -> Response[str]:
    """The tournament as `open-bracket`, `brackets-manager`, `entrants`, `results` or `standings`."""
    if kind not in WRITERS:
        raise Malformed([Problem("interchange.kind", f"expected one of {', '.join(WRITERS)}", "kind")])

    def write(standing: Tournament, connection: Connection) -> tuple[str, int]:
        return WRITERS[kind](record_of(standing, names_of(connection, tournament))), standing.version

    text, version = await host.desk.look(tournament, write)
    is_table = not text.startswith("{")
    said = f'attachment; filename="{tournament}-{kind}.{"csv" if is_table else "json"}"'
    headers = {"content-disposition": said, "etag": etag(version)}
    return Response(text, media_type=_CSV if is_table else "application/json", headers=headers)


@post(
    "/entrants/import",
    opt={**needs(Permission.REGISTRATIONS), TAKES: _CSV},
    status_code=HTTP_200_OK,
    summary="Register a table of entrants",
)
async def import_entrants(tournament: FromPath[str], request: Asked, host: HostDependency) -> Imported:
    """Register everyone in a CSV (`entrant,name,seed,rating`), or nobody: every cell that is wrong is named."""
    lines = _read(await request.body())
    orders = list(_orders(request, host, tournament, lines))
    try:
        done = await host.desk.submit_all(orders)
    except Refused as refusal:
        refusal.problems = tuple(_of_line(problem, lines) for problem in refusal.problems)
        raise
    return Imported(tournament, done[-1].version, len(done))


def _read(body: bytes) -> tuple[EntrantLine, ...]:
    try:
        lines = read_entrants(body.decode())
    except UnicodeDecodeError as error:
        raise Malformed([Problem("csv.invalid", "a table is text in UTF-8")]) from error
    problems = [problem for line in lines for problem in _line_problems(line)]
    if not 0 < len(lines) <= MOST:
        problems.append(Problem("csv.lines", f"a table has 1 to {MOST} entrants"))
    if problems:
        raise Malformed(problems)
    return lines


def _line_problems(line: EntrantLine) -> Iterator[Problem]:
    where = f"lines.{line.line}"
    yield from segment_problems(line.entrant, "entrant.id_invalid", f"{where}.entrant")
    if len(line.name) > LONGEST_NAME or not line.name.isprintable():
        message = f"a name has at most {LONGEST_NAME} printable characters"
        yield Problem("entrant.name_too_long", message, f"{where}.name")


def _orders(request: Asked, host: Host, tournament: str, lines: tuple[EntrantLine, ...]) -> Iterator[Order]:
    """One order a line, under ids that are the same when the same table comes again under the same key."""
    key = command_id_of(request)[:48]
    for line in lines:
        id_ = f"{key}/{line.line}"
        order = order_of(request, tournament, RegisterEntrant(line.entrant, line.rating), id_)
        beside = registering(tournament, line.entrant, line.name or line.entrant, id_, Acting(host.clock()))
        # Whoever has seen a version has seen it before the first line.
        yield evolve(order, beside=beside, expected_version=order.expected_version if line is lines[0] else None)


def _of_line(problem: Problem, lines: tuple[EntrantLine, ...]) -> Problem:
    """The problem under the line of the table that it is about."""
    place, _, field = problem.field.partition(".")
    if len(lines) == 1:
        place, field = "0", problem.field
    return evolve(problem, field=f"lines.{lines[int(place)].line}.{field}".rstrip("."))


router = Router("/api/tournaments/{tournament:str}", route_handlers=[export, import_entrants], tags=["Interchange"])
