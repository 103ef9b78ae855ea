"""The stages of a tournament, their standings and their pictures."""

from base64 import b64encode
from functools import partial
from hashlib import sha256
from typing import Any

from deltacrown import Problem, Refused, Stage, Tournament
from deltacrown.drawing.look import STYLE
from litestar import Request, Response, Router, get
from litestar.params import FromPath
from sqlalchemy import Connection

from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.answers import read
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.raster import png
from deltacrown_host.stages.views import StageList, StandingsView, stage_view, standings_view

Asked = Request[Any, Any, Any]
SVG = "image/svg+xml"
PNG = "image/png"
_STYLE_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
INERT = {
    # A picture that is opened by its address is a document: it may use its own style sheet and nothing else.
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; frame-ancestors 'self'; sandbox"
    ),
    "cache-control": "no-cache",
}


@get("/", summary="List stages")
async def list_stages(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[StageList]:
    """The stages that have opened, in the order of play."""

    def stages(standing: Tournament, _: Connection) -> StageList:
        return StageList(standing.version, tuple(stage_view(stage) for stage in standing.stages))

    return await read(host.desk, host.answers, request, tournament, stages)


@get("/{stage:str}/standings", summary="Who stands where, and why")
async def standings(
    tournament: FromPath[str], stage: FromPath[str], request: Asked, host: HostDependency
) -> Response[StandingsView]:
    """The ranking of a stage as it stands, with every criterion that was applied and its numbers."""

    def ranked(standing: Tournament, connection: Connection) -> StandingsView:
        open_stage = find_stage(standing, stage)
        ranking = host.desk.engine.ranking(open_stage)
        tallies = host.desk.engine.layout(open_stage).tallies
        return standings_view(standing, open_stage, ranking, names_of(connection, tournament), tallies)

    return await read(host.desk, host.answers, request, tournament, ranked)


@get("/{stage:str}/picture.svg", media_type=SVG, summary="See a stage as a picture")
async def picture(
    tournament: FromPath[str], stage: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """The stage as it stands as one SVG file, light or dark as its reader prefers, that runs and loads nothing."""
    answer = await read(host.desk, host.answers, request, tournament, partial(_drawn, host, stage))
    answer.headers |= INERT
    answer.content = answer.content or ""
    return answer


@get("/{stage:str}/picture.png", media_type=PNG, summary="See a stage as a picture that every program shows")
async def png_picture(
    tournament: FromPath[str], stage: FromPath[str], request: Asked, host: HostDependency
) -> Response[bytes]:
    """The same picture as PNG, light, and smaller the more there is on it."""

    def drawn(standing: Tournament, connection: Connection) -> bytes:
        return png(_drawn(host, stage, standing, connection))

    answer = await read(host.desk, host.answers, request, tournament, drawn)
    answer.headers |= {"cache-control": "no-cache"}
    answer.content = answer.content or b""
    return answer


def _drawn(host: Host, stage: str, standing: Tournament, connection: Connection) -> str:
    names = names_of(connection, standing.id)
    return host.desk.engine.draw(find_stage(standing, stage), names).svg(standing.settings.name)


def find_stage(tournament: Tournament, key: str) -> Stage[Any]:
    """The stage with this key. Raises Refused where none has opened."""
    stage = tournament.stage(key)
    if stage is None:
        raise Refused([Problem("stage.unknown", f"no stage {key!r} is open", "stage")])
    return stage


router = Router(
    "/api/tournaments/{tournament:str}/stages",
    route_handlers=[list_stages, standings, picture, png_picture],
    tags=["Stages"],
)
