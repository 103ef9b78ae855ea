"""Matches: list them, look at one, record its result."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from attrs import field, frozen
from deltacrown import Game, MatchState, ReportResult, Score, Tournament
from litestar import Request, Response, Router, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import Connection

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.answers import read
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import Receipt, submit
from deltacrown_host.matches.finding import find_match
from deltacrown_host.matches.views import MatchList, MatchView, match_view
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.routes import find_stage

Asked = Request[Any, Any, Any]


@frozen
class Result:
    """What was scored, one number a side in the order of the match's slots.

    shootout  decides where points are level
    stats     anything else that is counted a side and that a tie-breaker may read, such as {"yellow": [2, 1]}
    games     the games of a best-of-N, or the legs, whose points add up to `points`
    """

    points: tuple[int, ...]
    shootout: tuple[int, ...] = ()
    stats: Mapping[str, tuple[int, ...]] = field(factory=lambda: MappingProxyType({}))
    games: tuple[Game, ...] = ()

    @property
    def score(self) -> Score:
        """The score in it."""
        return Score(self.points, self.shootout, self.stats, self.games)


@get("/", summary="List matches")
async def list_matches(
    tournament: FromPath[str],
    request: Asked,
    host: HostDependency,
    stage: Annotated[str | None, QueryParameter(description="only matches of this stage")] = None,
    match_state: Annotated[
        MatchState | None, QueryParameter(name="state", description="only matches that stand here")
    ] = None,
) -> Response[MatchList]:
    """The matches planned so far."""

    def matches(standing: Tournament, connection: Connection) -> MatchList:
        stages = standing.stages if stage is None else (find_stage(standing, stage),)
        names = names_of(connection, tournament)
        found = (
            match_view(one.key, match, names)
            for one in stages
            for match in one.matches.values()
            if match_state in (None, match.state)
        )
        return MatchList(standing.version, tuple(found))

    return await read(host.desk, host.answers, request, tournament, matches)


@get("/{stage:str}/{match:str}", summary="Look at a match")
async def show(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[MatchView]:
    """The match as it stands."""

    def one(standing: Tournament, connection: Connection) -> MatchView:
        found = find_match(standing, stage, match)
        return match_view(stage, found, names_of(connection, tournament, found.entrants))

    return await read(host.desk, host.answers, request, tournament, one)


@put("/{stage:str}/{match:str}/result", dto=StrictBody[Result], return_dto=None, summary="Record a result")
async def report(  # noqa: PLR0913 - what a result comes with
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    data: JSONBody[Result],
    request: Asked,
    host: HostDependency,
) -> Response[Receipt]:
    """Record the result of a match that is ready. Whatever waited for it moves on."""
    command = ReportResult(stage, match, data.score)
    return await submit(host.desk, request, tournament, command, fields={"score": ""})


router = Router(
    "/api/tournaments/{tournament:str}/matches", route_handlers=[list_matches, show, report], tags=["Matches"]
)
