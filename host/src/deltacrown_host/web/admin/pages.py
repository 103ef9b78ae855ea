"""The pages of administrators: each shows what the API answers, and does what its forms say."""

from asyncio import to_thread
from typing import Any
from urllib.parse import urlencode

from deltacrown import Problem, Refused
from litestar import Response, Router, get, post
from litestar.params import FromPath

from deltacrown_host.access.needs import ADMIN
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.health.examining import examine
from deltacrown_host.moderation.guarding import WHEN_STOPPED
from deltacrown_host.web.admin.deeds import ADMIN_DEEDS
from deltacrown_host.web.admin.settings import setting_lines
from deltacrown_host.web.asking import Asked, ask
from deltacrown_host.web.forms import EMPTY, FORM, Filled, filled, read_form
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.standing import standing
from deltacrown_host.web.view.times import day

PAGES = ("", "moderation", "audit", "people", "plugins", "settings")
_FILTERS = ("tournament", "actor", "action", "object", "since", "until")


async def _page(request: Asked, host: Host, which: str, form: Filled = EMPTY, status: int = 200) -> Response[str]:
    """A page; `which` is its word."""
    shown: dict[str, Any] = await _SHOWN[which](request, host)
    waiting = await host.database.query(standing, host.clock())
    template = f"admin_{which or 'health'}.html"
    return await page(request, host, template, form, status, tab=which, waiting=waiting, **shown)


async def _data(request: Asked, path: str) -> Any:
    return (await ask(request, "GET", path)).data


async def _health(request: Asked, host: Host) -> dict[str, Any]:
    found = await to_thread(lambda: tuple(examine(host.settings, everything=False)))
    return {
        "findings": sorted(found, key=lambda one: one.good),
        "stopped": host.house.stopped,
        "jobs": (await _data(request, "/api/jobs"))["jobs"],
        "mails": (await _data(request, "/api/mails"))["mails"],
        "weeks": lambda points: [(day(at), number) for at, number in points],
    }


async def _moderation(request: Asked, _: Host) -> dict[str, Any]:
    query = {name: request.query_params.get(name, "") for name in ("state", "cursor")}
    found = await _data(request, f"/api/reports?{urlencode({name: text for name, text in query.items() if text})}")
    hidden = (await _data(request, "/api/hidden"))["hidden"]
    return {"reports": found["reports"], "cursor": found["cursor"], "state": query["state"], "hidden": hidden}


async def _audit(request: Asked, _: Host) -> dict[str, Any]:
    asked = {name: text for name in _FILTERS if (text := request.query_params.get(name, "").strip())}
    cursor = request.query_params.get("cursor", "")
    found = await ask(request, "GET", f"/api/audit?{urlencode({**asked, **({'cursor': cursor} if cursor else {})})}")
    wanted = refused(filled(asked), found)
    lines = found.data["lines"] if found.well else ()
    next_page = {**asked, "cursor": found.data["cursor"]} if found.well and found.data["cursor"] else {}
    return {"wanted": wanted, "lines": lines, "next": urlencode(next_page), "query": urlencode(asked)}


async def _people(request: Asked, _: Host) -> dict[str, Any]:
    cursor = request.query_params.get("cursor", "")
    return {"people": await _data(request, f"/api/accounts?{urlencode({'cursor': cursor})}")}


async def _plugins(request: Asked, _: Host) -> dict[str, Any]:
    return {"installed": await _data(request, "/api/plugins")}


async def _settings(_: Asked, host: Host) -> dict[str, Any]:
    return {"settings": tuple(setting_lines(host.settings))}


_SHOWN = dict(zip(PAGES, (_health, _moderation, _audit, _people, _plugins, _settings), strict=True))


@get("/admin", opt=ADMIN)
async def health_page(request: Asked, host: HostDependency) -> Response[str]:
    """What is well with the host and what is not, what waits, and how it grows."""
    return await _page(request, host, "")


@get("/admin/{which:str}", opt=ADMIN)
async def admin_page(which: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """One of the others."""
    if which not in PAGES:
        raise Refused([Problem("page.unknown", "there is no such page")])
    return await _page(request, host, which)


@post("/admin/{deed:str}", opt={**ADMIN, **FORM, **WHEN_STOPPED})
async def act(deed: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Do something with the host."""
    if deed not in ADMIN_DEEDS:
        raise Refused([Problem("page.unknown", "there is no such form")])
    wanted, form = ADMIN_DEEDS[deed], await read_form(request)
    answer = await ask(request, wanted.method, wanted.path(form), wanted.body(form))
    if not answer.well:
        return await _page(request, host, wanted.page, refused(form, answer), answer.status)
    return on(f"/admin/{wanted.page}".rstrip("/"), f"admin-{deed}")


router = Router("/", route_handlers=[health_page, admin_page, act])
