"""The page to make a tournament: from a template, as a game is usually played, or by hand with some advice."""

from asyncio import to_thread
from typing import Any
from uuid import uuid4

from litestar import Response, get, post

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Role
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.web.asking import Answer, Asked, ask, path_of
from deltacrown_host.web.forms import FORM, Filled, filled, read_form
from deltacrown_host.web.language import said
from deltacrown_host.web.organizer.laboratory import Sight, offered, sights
from deltacrown_host.web.player.deeds import whole
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.words import plain

_ORGANIZERS = needs(Role.ORGANIZER)
_USUAL = {"entrants": "16", "minutes": "30", "format": "single_elimination"}
_COMPARED = ("single_elimination", "double_elimination", "round_robin", "swiss")


async def _page(
    request: Asked, host: Host, form: Filled, status: int = 200, *, seen: tuple[Sight, ...] = ()
) -> Response[str]:
    templates = (await ask(request, "GET", "/api/templates")).data["templates"]
    games = (await ask(request, "GET", "/api/games")).data["games"]
    seedings = sorted(host.registry.seedings)
    formats = offered(host.desk.engine)
    return await page(
        request,
        host,
        "new.html",
        form,
        status,
        templates=[(one["id"], one["name"]) for one in templates],
        games=[(one["name"], one["title"]) for one in games],
        seedings=[(name, said(host.registry.seedings[name].title or plain(name))) for name in seedings],
        formats=formats,
        sights=seen,
        order=form["order"] or uuid4().hex,
    )


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() and len(text) < len(str(10**6)) else usual


@get("/new", opt=_ORGANIZERS)
async def new_page(request: Asked, host: HostDependency) -> Response[str]:
    """How to make a tournament; with what the laboratory says, where it is asked."""
    query = request.query_params
    form = filled({**_USUAL, **{name: value for name, value in query.items() if name not in {"done", "look"}}})
    seen: tuple[Sight, ...] = ()
    if query.get("look"):
        stations = _number(form["stations"], 0) or None
        compared = list(dict.fromkeys([form["format"], *_COMPARED]))
        entrants, minutes = _number(form["entrants"], 16), _number(form["minutes"], 30)
        seen = await to_thread(sights, host.desk.engine, compared, entrants, stations, minutes)
    return await _page(request, host, form, seen=seen)


@post("/new", opt={**_ORGANIZERS, **FORM})
async def create(request: Asked, host: HostDependency) -> Response[str]:
    """Make the tournament, as a draft, and go to its control room."""
    form = await read_form(request)
    answer = await _created(request, form)
    if not answer.well:
        return await _page(request, host, refused(form, answer), answer.status)
    return on(f"/t/{answer.data['tournament']}/run", "made")


async def _created(request: Asked, form: Filled) -> Answer:
    starts = f"{form['starts_at']}:00Z" if form["starts_at"] else None
    if form["template"]:
        path = path_of("templates", form["template"], "tournaments")
        return await ask(request, "POST", path, {"name": form["name"], "starts_at": starts}, order=form["order"])
    return await ask(request, "POST", "/api/tournaments", _settings(form, starts), order=form["order"])


def _settings(form: Filled, starts: str | None) -> dict[str, Any]:
    """The settings that were filled in. With a game, its own way of playing stands where no format is chosen."""
    settings: dict[str, Any] = {"name": form["name"], "starts_at": starts, "waitlist": bool(form["waitlist"])}
    if form["game"]:
        settings["game"] = form["game"]
    if form["format"]:
        settings["stages"] = [{"key": "main", "format": form["format"]}]
    if form["seeding"]:
        settings["seeding"] = form["seeding"]
    if form["capacity"]:
        settings["capacity"] = whole(form["capacity"])
    if form["check_in"]:
        settings["check_in"] = {}
    if form["fee"]:
        settings["fee"] = {"currency": form["currency"] or "EUR", "amount": whole(form["fee"])}
    return settings


HANDLERS = [new_page, create]
