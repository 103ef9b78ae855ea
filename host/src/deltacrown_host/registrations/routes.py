"""Who takes part: register, list, withdraw."""

from fractions import Fraction
from typing import Any

from attrs import frozen
from deltacrown import Malformed, Problem, RegisterEntrant, Tournament, WithdrawEntrant
from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.conditional import look
from deltacrown_host.edge.names import segment_problems
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.registrations.names import compare_name, names_of, write_name

LONGEST_NAME = 200
Asked = Request[Any, Any, Any]


@frozen
class NewEntrant:
    """Someone to register.

    entrant  an id that says nothing about a person: it goes into the journal, where nothing can be erased
    name     what people see; kept beside the journal; the id where it is left out
    rating   what a seeding may sort by: a whole number, or a fraction such as "1/2"
    """

    entrant: str
    name: str = ""
    rating: int | Fraction | None = None


@frozen
class EntrantLine:
    """Someone who takes part, or has withdrawn."""

    entrant: str
    name: str
    rating: int | str | None
    withdrawn: bool


@frozen
class EntrantList:
    """Everyone who ever registered, in the order of registration."""

    entrants: tuple[EntrantLine, ...]


@post("/", dto=StrictBody[NewEntrant], return_dto=None, summary="Register an entrant")
async def register(
    tournament: FromPath[str], data: JSONBody[NewEntrant], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Register an entrant while registration is open."""
    _check(data)
    name, command_id = data.name or data.entrant, command_id_of(request)

    def beside(connection: Connection, *, repeated: bool) -> None:
        if repeated:
            compare_name(connection, tournament, data.entrant, name, command_id)
        else:
            write_name(connection, tournament, data.entrant, name)

    command = RegisterEntrant(data.entrant, data.rating)
    return await submit(
        host.desk, request, tournament, command, status=HTTP_201_CREATED, command_id=command_id, beside=beside
    )


@get("/", summary="List entrants")
async def list_entrants(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[EntrantList]:
    """Everyone who ever registered, in the order of registration."""
    return await look(host.desk, request, tournament, entrant_list)


@delete("/{entrant:str}", status_code=HTTP_200_OK, summary="Withdraw an entrant")
async def withdraw(
    tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Let an entrant leave, before the start or during play. Their matches to come go to the opponents."""
    return await submit(host.desk, request, tournament, WithdrawEntrant(entrant))


def entrant_list(tournament: Tournament, connection: Connection) -> EntrantList:
    """The entrants with their names."""
    names = names_of(connection, tournament.id)
    lines = (
        EntrantLine(entrant.id, names.get(entrant.id, entrant.id), _number(entrant.rating), entrant.withdrawn)
        for entrant in tournament.entrants.values()
    )
    return EntrantList(tuple(lines))


def _number(value: int | Fraction | None) -> int | str | None:
    return str(value) if isinstance(value, Fraction) else value


def _check(new: NewEntrant) -> None:
    problems = list(segment_problems(new.entrant, "entrant.id_invalid", "entrant"))
    if len(new.name) > LONGEST_NAME:
        problems.append(Problem("entrant.name_too_long", f"a name has at most {LONGEST_NAME} characters", "name"))
    if problems:
        raise Malformed(problems)


router = Router(
    "/api/tournaments/{tournament:str}/entrants", route_handlers=[register, list_entrants, withdraw], tags=["Entrants"]
)
