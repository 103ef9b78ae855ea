"""Tournaments: create, list, look at, open, start, continue, cancel, and decide ties."""

from typing import Annotated, Any

from deltacrown import (
    CancelTournament,
    Command,
    ContinueTournament,
    DecideTie,
    OpenRegistration,
    StartTournament,
)
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_200_OK

from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.answers import read
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import Receipt, command_id_of, submit
from deltacrown_host.tournaments import creating
from deltacrown_host.tournaments.asking import Sort, wanted
from deltacrown_host.tournaments.bodies import Cancellation, NewTournament, Start, TieDecision
from deltacrown_host.tournaments.listing import ORDERS, Wanted, listing
from deltacrown_host.tournaments.views import TournamentList, TournamentView, tournament_view

Asked = Request[Any, Any, Any]
WantedDependency = NamedDependency[SkipValidation[Wanted]]
_AS_IT_COMES = Start()


@post("/", dto=StrictBody[NewTournament], return_dto=None, summary="Create a tournament")
async def create(data: JSONBody[NewTournament], request: Asked, host: HostDependency) -> Response[Receipt]:
    """Create a tournament as a draft. `Location` says where it is."""
    return await creating.create(host, request, data, command_id_of(request))


@get(
    "/",
    dependencies={"wanted": Provide(wanted, sync_to_thread=False)},
    summary="List tournaments",
)
async def list_tournaments(
    request: Asked,
    host: HostDependency,
    wanted: WantedDependency,
    sort: Annotated[
        Sort, QueryParameter(description="last changed first, last made, by name, next to start")
    ] = "updated",
    cursor: Annotated[str, QueryParameter(description="where the page before ended")] = "",
) -> TournamentList:
    """Tournaments that everything fits which is asked for; drafts for their staff only."""
    return await host.database.query(listing, caller_of(request), wanted, ORDERS[sort], cursor)


@get("/{tournament:str}", summary="Look at a tournament")
async def show(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[TournamentView]:
    """The tournament as it stands."""
    return await read(host.desk, host.answers, request, tournament, tournament_view)


@post("/{tournament:str}/open-registration", status_code=HTTP_200_OK, summary="Open registration")
async def open_registration(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[Receipt]:
    """Let entrants register."""
    return await submit(host.desk, request, tournament, OpenRegistration())


@post(
    "/{tournament:str}/start",
    dto=StrictBody[Start],
    return_dto=None,
    status_code=HTTP_200_OK,
    summary="Start the tournament",
)
async def start(
    tournament: FromPath[str], request: Asked, host: HostDependency, data: JSONBody[Start] = _AS_IT_COMES
) -> Response[Receipt]:
    """Close registration, seed the entrants and open the first stage."""
    return await submit(host.desk, request, tournament, StartTournament(data.seed))


@post("/{tournament:str}/continue", status_code=HTTP_200_OK, summary="Continue parked stages")
async def continue_(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[Receipt]:
    """Ask the formats again where a stage was parked because its format was not installed."""
    return await submit(host.desk, request, tournament, ContinueTournament())


@post(
    "/{tournament:str}/cancel",
    dto=StrictBody[Cancellation],
    return_dto=None,
    status_code=HTTP_200_OK,
    summary="Cancel the tournament",
)
async def cancel(
    tournament: FromPath[str], data: JSONBody[Cancellation], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """End the tournament without a result."""
    return await submit(host.desk, request, tournament, CancelTournament(data.reason))


@post(
    "/{tournament:str}/ties",
    dto=StrictBody[TieDecision],
    return_dto=None,
    status_code=HTTP_200_OK,
    summary="Settle a tie",
)
async def decide_tie(
    tournament: FromPath[str], data: JSONBody[TieDecision], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Settle a tie that the rules leave open, by a decision made outside."""
    command: Command = DecideTie(data.stage, data.order, data.method)
    return await submit(host.desk, request, tournament, command)


router = Router(
    "/api/tournaments",
    route_handlers=[create, list_tournaments, show, open_registration, start, continue_, cancel, decide_tie],
    tags=["Tournaments"],
)
