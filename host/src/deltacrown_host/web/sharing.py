"""What others show of the pages: previews of links, structured data, and what searchers may read."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from attrs import frozen
from deltacrown import Phase, Tournament
from litestar import MediaType, Request, Response, get
from litestar.params import FromPath
from sqlalchemy import Connection, select

from deltacrown_host.access.needs import ANYONE
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.conditional import look
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.raster import png
from deltacrown_host.tournaments.listing import not_hidden
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.poster import HEIGHT, WIDTH, how_far, poster
from deltacrown_host.web.view.words import Names, name_of

Asked = Request[Any, Any, Any]
_COMPETITORS = 64
_MOST_PAGES = 50_000
"""What a sitemap may hold."""
_EVENTS = {
    Phase.CANCELLED: "https://schema.org/EventCancelled",
}


@frozen
class Preview:
    """What is shown where somebody links to a tournament. `data` is what machines read (schema.org)."""

    title: str
    says: str
    address: str
    picture: str
    data: dict[str, Any]
    width: int = WIDTH
    height: int = HEIGHT


def home(request: Asked, host: Host) -> str:
    """Where the host is reached, without a slash at the end."""
    return (host.settings.public_url or str(request.base_url)).rstrip("/")


def preview(tournament: Tournament, names: Names, base: str) -> Preview:
    """The preview of a tournament's page."""
    address = f"{base}/t/{quote(tournament.id, safe='')}"
    picture = f"{address}/preview.png"
    says = f"{phase_label(tournament.phase.value)}. {how_far(tournament)}"
    return Preview(tournament.settings.name, says, address, picture, _data(tournament, names, address, picture))


def _data(tournament: Tournament, names: Names, address: str, picture: str) -> dict[str, Any]:
    settings = tournament.settings
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "SportsEvent",
        "name": settings.name,
        "url": address,
        "image": picture,
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": _EVENTS.get(tournament.phase, "https://schema.org/EventScheduled"),
        "location": {"@type": "VirtualLocation", "url": address},
        "competitor": [
            {"@type": "Thing", "name": name_of(names, one.id)} for one in tournament.taking_part[:_COMPETITORS]
        ],
    }
    if settings.starts_at:
        event["startDate"] = settings.starts_at.isoformat()
    if settings.game:
        event["sport"] = settings.game
    return event


@get("/t/{tournament:str}/preview.png", media_type="image/png", opt=ANYONE, include_in_schema=False)
async def preview_picture(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[bytes]:
    """The picture for previews of links."""

    def draw(standing: Tournament, connection: Connection) -> bytes:
        return png(poster(host.desk.engine, standing, names_of(connection, tournament)), WIDTH)

    answer = await look(host.desk, request, tournament, draw)
    answer.headers |= {"cache-control": "public, max-age=60"}
    answer.content = answer.content or b""
    return answer


@get("/robots.txt", media_type=MediaType.TEXT, opt=ANYONE, include_in_schema=False)
async def robots(request: Asked, host: HostDependency) -> Response[str]:
    """What searchers leave alone: other moments, and what is for those who act."""
    left_alone = ("/api/", "/t/*/live", "/t/*?at=", "/t/*?*if=", "/t/*/run", "/t/*/part", "/me", "/sign-in", "/join")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in left_alone),
        f"Sitemap: {home(request, host)}/sitemap.xml",
    ]
    return Response("\n".join([*lines, ""]), media_type=MediaType.TEXT, headers={"cache-control": "max-age=3600"})


@get("/sitemap.xml", media_type=MediaType.XML, opt=ANYONE, include_in_schema=False)
async def sitemap(request: Asked, host: HostDependency) -> Response[str]:
    """Every tournament that everyone may see, the latest first, with the day when something last happened."""
    base = home(request, host)

    def read(connection: Connection) -> Iterator[str]:
        columns = tournaments.c
        wanted = select(columns.id, columns.updated_at).where(columns.phase != Phase.DRAFT.value, not_hidden())
        for row in connection.execute(wanted.order_by(columns.updated_at.desc()).limit(_MOST_PAGES)):
            address = escape(f"{base}/t/{quote(row.id, safe='')}")
            yield f"<url><loc>{address}</loc><lastmod>{row.updated_at:%Y-%m-%d}</lastmod></url>"

    pages = await host.database.query(lambda connection: "\n".join(read(connection)))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{pages}\n</urlset>\n'
    return Response(text, media_type="application/xml", headers={"cache-control": "max-age=600"})


HANDLERS = [preview_picture, robots, sitemap]
