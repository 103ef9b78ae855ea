"""The stages of a tournament and their standings."""

from typing import Any

from deltacrown import Problem, Refused, Stage, Tournament
from litestar import Request, Response, Router, get
from litestar.params import FromPath
from sqlalchemy import Connection

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.conditional import look
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.views import StageList, StandingsView, stage_view, standings_view

Asked = Request[Any, Any, Any]


@get("/", summary="List stages")
async def list_stages(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[StageList]:
    """The stages that have opened, in the order of play."""

    def stages(standing: Tournament, _: Connection) -> StageList:
        return StageList(standing.version, tuple(stage_view(stage) for stage in standing.stages))

    return await look(host.desk, request, tournament, stages)


@get("/{stage:str}/standings", summary="Who stands where, and why")
async def standings(
    tournament: FromPath[str], stage: FromPath[str], request: Asked, host: HostDependency
) -> Response[StandingsView]:
    """The ranking of a stage as it stands, with every criterion that was applied and its numbers."""

    def ranked(standing: Tournament, connection: Connection) -> StandingsView:
        open_stage = find_stage(standing, stage)
        ranking = host.desk.engine.ranking(open_stage)
        return standings_view(standing, open_stage, ranking, names_of(connection, tournament))

    return await look(host.desk, request, tournament, ranked)


def find_stage(tournament: Tournament, key: str) -> Stage[Any]:
    """The stage with this key. Raises Refused where none has opened."""
    stage = tournament.stage(key)
    if stage is None:
        raise Refused([Problem("stage.unknown", f"no stage {key!r} is open", "stage")])
    return stage


router = Router("/api/tournaments/{tournament:str}/stages", route_handlers=[list_stages, standings], tags=["Stages"])
