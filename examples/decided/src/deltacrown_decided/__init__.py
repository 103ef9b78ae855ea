"""A route that says how far a tournament is."""

from collections.abc import Sequence

from attrs import frozen
from deltacrown import Tournament, hookimpl
from deltacrown_host import HostDependency
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from sqlalchemy import Connection


@frozen
class Decided:
    """How many of the matches planned so far are decided."""

    tournament: str
    decided: int
    planned: int


@get("/api/decided/{tournament:str}", summary="How far a tournament is")
async def decided(tournament: FromPath[str], host: HostDependency) -> Decided:
    """How many of the matches planned so far are decided."""

    def count(standing: Tournament, _: Connection) -> Decided:
        matches = [match for stage in standing.stages for match in stage.matches.values()]
        return Decided(standing.id, sum(match.outcome is not None for match in matches), len(matches))

    return await host.desk.look(tournament, count)


@hookimpl
def register_routes() -> Sequence[HTTPRouteHandler]:
    """What this package offers."""
    return [decided]
