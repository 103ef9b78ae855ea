"""Who takes part: register, list, withdraw."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import field, frozen
from deltacrown import Entrant, Problem, RegisterEntrant, Roster, Status, Tournament, WithdrawEntrant
from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.answers import read
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.names import segment_problems
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.moderation.objections import against_registering
from deltacrown_host.registrations.answers import answering
from deltacrown_host.registrations.beside import Acting, owner_of, registering, team_of
from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.rosters import rostering
from deltacrown_host.store.desk import Objections

LONGEST_NAME = 200
Asked = Request[Any, Any, Any]


@frozen
class NewEntrant:
    """Someone to register.

    entrant  an id that says nothing about a person: it goes into the journal, where nothing can be erased
    name     what people see; kept beside the journal; the id where it is left out
    rating   what a seeding may sort by: a whole number, or a fraction such as "1/2"
    club     the id of what entrants have in common who should not meet early, for the seeding "apart"
    account  who acts for the entrant; whoever registers, unless they register others
    team     the id of the team that the entrant is, whose captain and managers act for it, and whose name it has
             where no other is given
    pot      the pot that the entrant is drawn from, for the seeding "pots"
    answers  what the tournament asks (`fields` of its settings), by key; kept beside the journal
    roster   who plays for the team: accounts of its members
    """

    entrant: str
    name: str = ""
    rating: int | Fraction | None = None
    club: str = ""
    pot: int | None = None
    account: str = ""
    team: str = ""
    answers: Mapping[str, Any] = field(factory=dict)
    roster: Roster | None = None


@frozen
class EntrantLine:
    """Someone who registered, and how they stand to the tournament. `checked_in` is when, or null."""

    entrant: str
    name: str
    rating: int | str | None
    status: Status
    checked_in: datetime | None
    club: str
    pot: int | None


@frozen
class EntrantList:
    """Everyone who ever registered, in the order of registration."""

    entrants: tuple[EntrantLine, ...]


@post("/", dto=StrictBody[NewEntrant], return_dto=None, summary="Register an entrant")
async def register(
    tournament: FromPath[str], data: JSONBody[NewEntrant], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Register an entrant while registration is open."""
    command_id, caller = command_id_of(request), caller_of(request)
    team = await host.database.query(team_of, data.team, caller) if data.team else None
    name = data.name or (team.name if team else data.entrant)
    acting = Acting(host.clock(), owner_of(caller, data.account), data.team, data.answers, data.roster)
    return await submit(
        host.desk,
        request,
        tournament,
        RegisterEntrant(data.entrant, data.rating, club=data.club, pot=data.pot),
        status=HTTP_201_CREATED,
        command_id=command_id,
        beside=registering(tournament, data.entrant, name, command_id, acting),
        objections=_objections(data, caller, acting),
    )


@get("/", summary="List entrants")
async def list_entrants(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[EntrantList]:
    """Everyone who ever registered, in the order of registration."""
    return await read(host.desk, host.answers, request, tournament, entrant_list)


@delete("/{entrant:str}", status_code=HTTP_200_OK, summary="Withdraw an entrant")
async def withdraw(
    tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Let an entrant leave, before the start or during play. Their matches to come go to the opponents."""
    return await submit(host.desk, request, tournament, WithdrawEntrant(entrant))


def entrant_list(tournament: Tournament, connection: Connection) -> EntrantList:
    """The entrants with their names."""
    names = names_of(connection, tournament.id)
    return EntrantList(tuple(_line(entrant, names) for entrant in tournament.entrants.values()))


def _line(entrant: Entrant, names: Mapping[str, str]) -> EntrantLine:
    rating = str(entrant.rating) if isinstance(entrant.rating, Fraction) else entrant.rating
    return EntrantLine(
        entrant=entrant.id,
        name=names.get(entrant.id, entrant.id),
        rating=rating,
        status=entrant.status,
        checked_in=entrant.checked_in,
        club=entrant.club,
        pot=entrant.pot,
    )


def _objections(new: NewEntrant, caller: Caller, acting: Acting) -> Objections:
    """What the host has against it, besides the rules."""
    answers, banned = answering(caller, new.answers), against_registering(acting)
    roster = rostering(caller, new.entrant, new.team, new.roster)

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        yield from segment_problems(new.entrant, "entrant.id_invalid", "entrant")
        if len(new.name) > LONGEST_NAME:
            yield Problem("entrant.name_too_long", f"a name has at most {LONGEST_NAME} characters", "name")
        yield from banned(before, connection)
        yield from answers(before, connection)
        yield from roster(before, connection)

    return objections


router = Router(
    "/api/tournaments/{tournament:str}/entrants", route_handlers=[register, list_entrants, withdraw], tags=["Entrants"]
)
