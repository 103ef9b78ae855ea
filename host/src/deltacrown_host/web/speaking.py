"""Which language a request is answered in: the one chosen in this browser, else the one it would rather have."""

from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from litestar import Response, post
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from deltacrown_host.access.needs import ANYONE
from deltacrown_host.moderation.guarding import WHEN_STOPPED
from deltacrown_host.web.asking import Asked
from deltacrown_host.web.forms import FORM, read_form
from deltacrown_host.web.language import ENGLISH, LANGUAGES, preferred, speaking

COOKIE = "language"
VARIES = "accept-language, cookie"
"""What a page depends on, for whoever keeps it between us and a browser."""
_YEAR_S = 366 * 24 * 3600


class Speaking(ASGIMiddleware):
    """Answers every request in its language."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Find the language out first."""
        headers = Headers.from_scope(scope)
        with speaking(_chosen(headers.get("cookie", "")) or preferred(headers.get("accept-language", ""))):
            await next_app(scope, receive, send)


def _chosen(cookies: str) -> str:
    found = SimpleCookie(cookies).get(COOKIE) if COOKIE in cookies else None
    return found.value if found and found.value in LANGUAGES else ""


@post("/language", opt={**ANYONE, **FORM, **WHEN_STOPPED})
async def choose_language(request: Asked) -> Response[str]:
    """Choose a language for this browser, and stay where one was."""
    wanted = (await read_form(request))["language"]
    secure = "; Secure" if request.url.scheme == "https" else ""
    kept = f"{COOKIE}={wanted if wanted in LANGUAGES else ENGLISH}; Path=/; Max-Age={_YEAR_S}; SameSite=Lax{secure}"
    before = urlsplit(request.headers.get("referer", ""))
    back = f"{before.path}?{before.query}" if before.query else before.path
    # A page that a form was sent to may be none to look at; ours all begin with one slash.
    within = back if back.startswith("/") and not back.startswith("//") and before.netloc == request.url.netloc else "/"
    return Response("", status_code=303, headers={"location": within, "set-cookie": kept})
