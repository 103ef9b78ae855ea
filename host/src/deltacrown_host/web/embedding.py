"""What other sites show of a tournament: a part for the custom element of `embed.js`, and a page for a frame."""

from typing import Annotated

from deltacrown import Refused, Tournament
from litestar import MediaType, Response, get
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from markupsafe import Markup
from sqlalchemy import Connection

from deltacrown_host.access.needs import ANYONE
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.headers import SECURITY
from deltacrown_host.web.asking import Asked
from deltacrown_host.web.pages import About, FragmentsDependency, Rendered, embedded_part
from deltacrown_host.web.shell import missing
from deltacrown_host.web.speaking import VARIES
from deltacrown_host.web.templating import render
from deltacrown_host.web.view.moment import Moment

_OPEN = {"cache-control": "no-cache", "vary": VARIES, "access-control-allow-origin": "*"}
_FRAMED = SECURITY["content-security-policy"].replace("frame-ancestors 'self'", "frame-ancestors *")


@get("/embed/{tournament:str}/part", opt=ANYONE, exception_handlers={Refused: missing}, include_in_schema=False)
async def part(
    tournament: FromPath[str],
    request: Asked,
    host: HostDependency,
    fragments: FragmentsDependency,
    stage: Annotated[str, QueryParameter(max_length=64)] = "",
) -> Response[str]:
    """The stages as they stand, or one of them; 304 where the caller has it already. Any site may read it."""
    known = request.headers.get("if-none-match", "").removeprefix("W/")

    def read(standing: Tournament, connection: Connection) -> Rendered | None:
        about = About(host.desk.engine, standing, connection, Moment(tournament))
        return embedded_part(about, fragments, stage, known)

    rendered = await host.desk.look(tournament, read)
    if rendered is None:
        return Response("", status_code=HTTP_304_NOT_MODIFIED, headers={**_OPEN, "etag": known})
    return Response(rendered.text, media_type=MediaType.HTML, headers={**_OPEN, "etag": rendered.etag})


@get("/embed/{tournament:str}", opt=ANYONE, exception_handlers={Refused: missing}, include_in_schema=False)
async def framed(
    tournament: FromPath[str],
    host: HostDependency,
    fragments: FragmentsDependency,
    stage: Annotated[str, QueryParameter(max_length=64)] = "",
) -> Response[str]:
    """The same as a page that any site may show in a frame; it moves where there is a script."""

    def read(standing: Tournament, connection: Connection) -> str:
        found = embedded_part(About(host.desk.engine, standing, connection, Moment(tournament)), fragments, stage)
        assert found is not None
        shown = Markup(found.text)  # noqa: S704 - our own
        return render("framed.html", tournament=standing, stage=stage, part=shown)

    text = await host.desk.look(tournament, read)
    headers = {"cache-control": "no-cache", "vary": VARIES, "content-security-policy": _FRAMED}
    return Response(text, media_type=MediaType.HTML, headers=headers)


HANDLERS = [part, framed]
