"""The pages' routes: `/`, `/t/<id>`, its moving part `/t/<id>/live`, and the static files."""

from typing import Any

from deltacrown import Refused, Tournament
from litestar import MediaType, Request, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.params import FromPath
from litestar.static_files import create_static_files_router
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.web import embedding, pages, public, sharing
from deltacrown_host.web.admin import pages as administration
from deltacrown_host.web.organizer import creating, planning, running
from deltacrown_host.web.pages import About, Fragments, FragmentsDependency, Rendered
from deltacrown_host.web.people import account, entering
from deltacrown_host.web.player import match, own, part
from deltacrown_host.web.sharing import home
from deltacrown_host.web.shell import HANDLERS, missing, visitor
from deltacrown_host.web.speaking import VARIES, choose_language
from deltacrown_host.web.templating import FONTS, STATIC, render
from deltacrown_host.web.view.directory import directory_view
from deltacrown_host.web.view.moment import read_moment
from deltacrown_host.web.view.ways import ways

_STATIC_AGE_S = 3600


@get("/", include_in_schema=False)
async def index(request: Request[Any, Any, Any], host: HostDependency) -> Response[str]:
    """The tournaments that everything fits which is asked for, a page at a time."""
    query = dict(request.query_params.items())
    view = await host.database.query(directory_view, host.registry, caller_of(request), query)
    return _html(render("index.html", view=view, me=await visitor(request, host)))


@get("/t/{tournament:str}", exception_handlers={Refused: missing}, include_in_schema=False)
async def tournament_page(
    request: Request[Any, Any, Any], tournament: FromPath[str], host: HostDependency, fragments: FragmentsDependency
) -> Response[str]:
    """The page of a tournament, as it stands or at the moment that the address names."""
    engine, who, caller = host.desk.engine, await visitor(request, host), caller_of(request)
    moment = read_moment(tournament, request.query_params)

    def read(standing: Tournament, connection: Connection) -> str:
        about = About(engine, standing, connection, moment, home(request, host))
        return pages.whole_page(about, fragments, ways(standing, caller), who)

    text = await host.desk.look(tournament, read)
    return _html(text)


@get("/t/{tournament:str}/live", exception_handlers={Refused: missing}, include_in_schema=False)
async def live_part(
    request: Request[Any, Any, Any], tournament: FromPath[str], host: HostDependency, fragments: FragmentsDependency
) -> Response[str]:
    """The part of the page that moves; 304 where the caller has it already."""
    known = request.headers.get("if-none-match", "").removeprefix("W/")
    engine, moment = host.desk.engine, read_moment(tournament, request.query_params)

    def read(standing: Tournament, connection: Connection) -> Rendered | None:
        return pages.live_part(About(engine, standing, connection, moment), fragments, known)

    rendered = await host.desk.look(tournament, read)
    if rendered is None:
        return Response("", status_code=HTTP_304_NOT_MODIFIED, headers={"etag": known})
    return _html(rendered.text, etag=rendered.etag)


def _html(text: str, **headers: str) -> Response[str]:
    return Response(text, media_type=MediaType.HTML, headers={"cache-control": "no-cache", "vary": VARIES, **headers})


def web_routes() -> list[ControllerRouterHandler]:
    """Every route of the pages, for one application."""
    fragments = Fragments()
    moving = Router(
        "/",
        route_handlers=[tournament_page, live_part, *embedding.HANDLERS],
        dependencies={"fragments": Provide(lambda: fragments, sync_to_thread=False)},
        include_in_schema=False,
    )
    static = [
        create_static_files_router(
            path=path,
            directories=[folder],
            name=path.strip("/"),
            include_in_schema=False,
            cache_control=CacheControlHeader(max_age=_STATIC_AGE_S, public=True),
        )
        for path, folder in (("/static", STATIC), ("/fonts", FONTS))
    ]
    acting = Router(
        "/",
        route_handlers=[
            choose_language,
            *entering.HANDLERS,
            *account.HANDLERS,
            *part.HANDLERS,
            *own.HANDLERS,
            *match.HANDLERS,
            *public.HANDLERS,
            *sharing.HANDLERS,
            *creating.HANDLERS,
            running.router,
            planning.router,
            administration.router,
        ],
        exception_handlers=HANDLERS,
        include_in_schema=False,
    )
    return [index, moving, acting, *static]
