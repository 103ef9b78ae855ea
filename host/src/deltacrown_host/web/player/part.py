"""The page of one's part in a tournament: register, withdraw, be there, pay."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from attrs import evolve
from deltacrown import FieldKind, Problem, Refused
from litestar import Response, get, post
from litestar.params import FromPath

from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD
from deltacrown_host.web.asking import Answer, Asked, ask, path_of, send_file
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.shell import on, page, refused
from deltacrown_host.web.view.part import PartView, part_view

_PATH = "/t/{tournament:str}/part"
_LEADING = {"captain", "manager"}
Command = Callable[[str], dict[str, Any]]

DEEDS: Mapping[str, Command] = {
    "withdrawn": lambda entrant: {"type": "WithdrawEntrant", "entrant": entrant},
    "here": lambda entrant: {"type": "CheckIn", "entrants": [entrant]},
    "not-here": lambda entrant: {"type": "UndoCheckIn", "entrant": entrant},
}
"""What one does about an entrant of one's own with a button, by the word for what was done."""


async def _part(  # noqa: PLR0913, PLR0917 - what a page comes with
    request: Asked, host: Host, tournament: str, form: Filled = EMPTY, about: str = "", status: int = 200
) -> Response[str]:
    """The page; `about` is the form that `form` was."""
    caller, now = caller_of(request), host.clock()
    part = await host.desk.look(tournament, lambda standing, on: part_view(standing, on, caller, now))
    me, teams = None, []
    if caller.signed_in:
        me = (await ask(request, "GET", "/api/me")).data
        teams = _led(me["id"], (await ask(request, "GET", "/api/me/teams")).data["teams"])
    return await page(
        request, host, "part.html", form, status, part=part, about=about, own=me, teams=teams, order=uuid4().hex
    )


def _led(account: str, teams: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The teams that the account acts for."""
    return [
        team
        for team in teams
        if any(member["account"] == account and member["place"] in _LEADING for member in team["members"])
    ]


@get(_PATH, opt=ANYONE)
async def part_page(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """One's part in the tournament, or how to get one."""
    return await _part(request, host, tournament)


@post(f"{_PATH}/register", opt={**SIGNED_IN, **UPLOAD}, request_max_body_size=BODY_LIMIT)
async def register(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Register: files first, whose ids are answers."""
    form, caller, now = await read_form(request), caller_of(request), host.clock()
    part = await host.desk.look(tournament, lambda standing, on: part_view(standing, on, caller, now))
    form, answers = await _answers(request, tournament, part, form)
    if form.problems:
        return await _part(request, host, tournament, form, "register", 400)
    order = form["order"] or uuid4().hex
    body = {"entrant": f"e{order[:15]}", "name": form["name"], "team": form["team"], "answers": answers}
    if form["team"] and part.roster:
        body["roster"] = await _roster(request, form)
    answer = await ask(request, "POST", path_of("tournaments", tournament, "entrants"), body, order=order)
    if not answer.well:
        return await _part(request, host, tournament, refused(form, answer), "register", answer.status)
    return on(f"/t/{tournament}/part", "registered")


async def _answers(request: Asked, tournament: str, part: PartView, form: Filled) -> tuple[Filled, dict[str, str]]:
    """What was answered; the form with what is wrong with its files."""
    answers = form.below("answers.")
    for field in part.fields:
        name = f"answers.{field.key}"
        if field.kind is FieldKind.FILE and name in form.files:
            path = path_of("tournaments", tournament, "fields", field.key, "files")
            sent = await send_file(request, path, form.files[name])
            if sent.well:
                answers[field.key] = sent.data["file"]
            wrong = tuple(evolve(problem, field=name) for problem in sent.problems)
            form = evolve(form, problems=(*form.problems, *wrong))
    return form, answers


async def _roster(request: Asked, form: Filled) -> dict[str, list[str]]:
    """Who plays, of those in the team that registers."""
    team = (await ask(request, "GET", path_of("teams", form["team"]))).data
    members = {member["account"] for member in team.get("members", ())}
    substitutes = [account for account in form.all("substitute") if account in members]
    players = [account for account in form.all("player") if account in members and account not in substitutes]
    return {"players": players, "substitutes": substitutes}


@post(f"{_PATH}/payment", opt={**SIGNED_IN, **UPLOAD}, request_max_body_size=BODY_LIMIT)
async def pay(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Show that the fee was paid."""
    form = await read_form(request)
    path = path_of("tournaments", tournament, "entrants", form["entrant"], "payment", "proof")
    if "file" not in form.files:
        wrong = Problem("field.missing", "choose a file that shows the payment", "file")
        return await _part(request, host, tournament, evolve(form, problems=(wrong,)), "payment", 400)
    answer = await send_file(request, path, form.files["file"])
    if not answer.well:
        return await _part(request, host, tournament, refused(form, answer), "payment", answer.status)
    return on(f"/t/{tournament}/part", "paid")


@post(f"{_PATH}/{{deed:str}}", opt={**SIGNED_IN, **FORM})
async def act(tournament: FromPath[str], deed: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Do something about an entrant of one's own."""
    if deed not in DEEDS:
        raise Refused([Problem("page.unknown", "there is no such form")])
    form = await read_form(request)
    answer: Answer = await ask(
        request, "POST", path_of("tournaments", tournament, "commands"), DEEDS[deed](form["entrant"])
    )
    if not answer.well:
        return await _part(request, host, tournament, refused(form, answer), deed, answer.status)
    return on(f"/t/{tournament}/part", deed)


HANDLERS = [part_page, register, pay, act]
