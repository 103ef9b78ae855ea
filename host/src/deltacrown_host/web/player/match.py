"""The page of a match: where the sides meet, what each says, and what is contested. It moves by the match's socket."""

from typing import Any

from attrs import evolve
from deltacrown import Problem, Refused
from litestar import Response, get, post
from litestar.params import FromPath

from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD
from deltacrown_host.web.asking import Answer, Asked, ask, path_of, send_file
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.player.deeds import DEEDS, Where, score_in
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.about_match import about_match
from deltacrown_host.web.view.effects import effect_lines
from deltacrown_host.web.view.room import RoomView, room_view

_PATH = "/t/{tournament:str}/m/{stage:str}/{match:str}"
_FILES = {**SIGNED_IN, **UPLOAD}


async def _room(request: Asked, host: Host, where: Where) -> RoomView:
    caller = caller_of(request)
    return await host.desk.look(
        where.tournament, lambda standing, on: room_view(host, standing, on, caller, where.stage, where.match)
    )


async def _page(  # noqa: PLR0913, PLR0917 - what a page comes with
    request: Asked, host: Host, where: Where, form: Filled = EMPTY, about: str = "", status: int = 200
) -> Response[str]:
    """The page; `about` is the form that `form` was. The lobby and the dispute are for those who may see them."""
    room = await _room(request, host, where)
    about_it = await host.desk.look(
        where.tournament,
        lambda standing, on: about_match(host.desk.engine, standing, on, where.stage, where.match),
    )
    lobby = await ask(request, "GET", where.path("lobby")) if room.inside else None
    thread = await ask(request, "GET", where.path("dispute")) if room.mine or "disputes" in room.may else None
    return await page(
        request,
        host,
        "match.html",
        form,
        status,
        room=room,
        known=about_it,
        lobby=lobby.data if lobby and lobby.well else None,
        thread=thread.data if thread and thread.well else None,
        about=about,
    )


@get(_PATH, opt=ANYONE)
async def match_page(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """The match, for everyone; its room for those inside."""
    return await _page(request, host, Where(tournament, stage, match))


@post(f"{_PATH}/dispute", opt=_FILES, request_max_body_size=BODY_LIMIT)
async def contest(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """Contest the match with words and, if there is any, evidence."""
    where, form = Where(tournament, stage, match), await read_form(request)
    body = {name: form[name] for name in ("entrant", "ground", "text")}
    answer = await ask(request, "POST", where.path("dispute"), body)
    if not answer.well:
        return await _page(request, host, where, refused(form, answer), "dispute", answer.status)
    return await _with_evidence(request, host, where, form, "contested")


@post(f"{_PATH}/evidence", opt=_FILES, request_max_body_size=BODY_LIMIT)
async def show_evidence(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """Lay one more file before whoever decides."""
    where, form = Where(tournament, stage, match), await read_form(request)
    if "file" not in form.files:
        wrong = Problem("field.missing", "choose a file", "file")
        return await _page(request, host, where, evolve(form, problems=(wrong,)), "evidence", 400)
    return await _with_evidence(request, host, where, form, "evidence")


async def _with_evidence(request: Asked, host: Host, where: Where, form: Filled, done: str) -> Response[str]:
    if "file" in form.files:
        answer = await send_file(request, where.path("dispute", "evidence"), form.files["file"])
        if not answer.well:
            return await _page(request, host, where, refused(form, answer), "evidence", answer.status)
    return on(where.page, done)


@post(f"{_PATH}/correct", opt={**SIGNED_IN, **FORM})
async def correct(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Response[str]:
    """Show what a correction would do; do it once somebody has seen that."""
    where, form = Where(tournament, stage, match), await read_form(request)
    room = await _room(request, host, where)
    score = score_in(form, len(room.match.sides))
    instead = {"type": "ReportResult", "stage": stage, "match": match, "score": score} if score["points"] else None
    command: dict[str, Any] = {"type": "Amend", "order": room.order, "instead": instead, "reason": form["reason"]}
    if form["sure"]:
        answer: Answer = await ask(request, "POST", path_of("tournaments", tournament, "commands"), command)
        if answer.well:
            return on(where.page, "corrected")
    else:
        answer = await ask(request, "POST", path_of("tournaments", tournament, "preview"), command)
        if answer.well:
            lines = await host.desk.look(
                tournament, lambda standing, on: effect_lines(host.desk.engine, standing, on, answer.data)
            )
            return await page(request, host, "correction.html", form, room=room, effect=lines)
    return await _page(request, host, where, refused(form, answer), "correct", answer.status)


@post(f"{_PATH}/{{deed:str}}", opt={**SIGNED_IN, **FORM})
async def act(  # noqa: PLR0913 - where, and what
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    deed: FromPath[str],
    request: Asked,
    host: HostDependency,
) -> Response[str]:
    """Do something in the match."""
    if deed not in DEEDS:
        raise Refused([Problem("page.unknown", "there is no such form")])
    where, form, wanted = Where(tournament, stage, match), await read_form(request), DEEDS[deed]
    sides = len((await _room(request, host, where)).match.sides)
    answer = await ask(request, wanted.method, wanted.path(where), wanted.body(where, form, sides))
    if not answer.well:
        return await _page(request, host, where, refused(form, answer), deed, answer.status)
    return on(where.page, deed)


HANDLERS = [match_page, contest, show_evidence, correct, act]
