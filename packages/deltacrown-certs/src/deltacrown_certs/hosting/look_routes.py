"""How certificates may look: the designs that there are, an organizer's own pictures, and what would come of it."""

from asyncio import to_thread
from typing import Any

from deltacrown import Tournament
from deltacrown_host import (
    BODY_LIMIT,
    UPLOAD,
    HostDependency,
    Permission,
    StrictBody,
    caller_of,
    needs,
)
from litestar import Request, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deltacrown_certs.certificate import PLACES
from deltacrown_certs.hosting.bodies import Design, Designs, NewPreview, Picture
from deltacrown_certs.hosting.looks import keep_picture, sample
from deltacrown_certs.hosting.making import Ranked
from deltacrown_certs.hosting.receiving import sent_file
from deltacrown_certs.png import draw_png
from deltacrown_certs.templates import installed

Asked = Request[Any, Any, Any]
_MAY = needs(Permission.CERTIFICATES)


@get("/api/certificates/templates", tags=["Certificates"], summary="The designs of certificates")
async def list_templates(host: HostDependency) -> Designs:
    """Those that come along and those of plugins, with the colours that a look may name."""
    designs = installed(host.registry).values()
    themes = [{theme: dict(palette) for theme, palette in design.palettes.items()} for design in designs]
    return Designs(tuple(Design(one.name, one.title, own) for one, own in zip(designs, themes, strict=True)))


@post(
    "/pictures",
    opt={**UPLOAD, **_MAY},
    request_max_body_size=BODY_LIMIT,
    summary="Send a logo or a signature",
)
async def send_picture(tournament: FromPath[str], request: Asked, host: HostDependency) -> Picture:
    """A PNG or JPEG, for looks to name as `logo` or `signature`. It is deleted with the account that sent it."""
    return Picture(await keep_picture(host, tournament, await sent_file(request), caller_of(request).user))


@post(
    "/preview",
    opt=_MAY,
    dto=StrictBody[NewPreview],
    return_dto=None,
    status_code=200,
    media_type="image/png",
    summary="See what a certificate would look like",
    responses={200: ResponseSpec(bytes, description="a picture of it", media_type="image/png")},
)
async def preview(tournament: FromPath[str], data: JSONBody[NewPreview], host: HostDependency) -> Response[bytes]:
    """A picture; nothing is issued, and its code stands for nothing. Also before the tournament is over."""

    def of(standing: Tournament, _: Connection) -> Ranked:
        said, many = (tournament, standing.settings.name, standing.settings.game), max(len(standing.entrants), 4)
        return Ranked(*said, "", data.name, PLACES.get(data.kind, 4), many, "", 0)

    certificate = await sample(host, await host.desk.look(tournament, of), data.kind, data.look)
    return Response(
        await to_thread(draw_png, certificate), media_type="image/png", headers={"cache-control": "no-store"}
    )
