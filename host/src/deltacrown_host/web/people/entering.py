"""Pages to come in and go out: sign in, make an account, ask for a new password, sign out."""

from typing import Any

from litestar import Response, get, post

from deltacrown_host.access.needs import ANYONE
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.moderation.guarding import WHEN_STOPPED
from deltacrown_host.web.asking import Asked, ask
from deltacrown_host.web.forms import EMPTY, FORM, Filled, filled, read_form
from deltacrown_host.web.shell import on, page, refused

HOME = "/me"
_OPEN = {**ANYONE, **FORM}
_ALWAYS = {**_OPEN, **WHEN_STOPPED}


def _within(address: str) -> str:
    """The address if it is one of ours, else where everyone starts: nobody is sent elsewhere by a link to us."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else HOME


async def _sign_in(request: Asked, host: Host, form: Filled, status: int = 200) -> Response[str]:
    offered = (await ask(request, "GET", "/api/providers")).data["providers"]
    return await page(request, host, "sign_in.html", form, status, providers=offered)


@get("/sign-in", opt=ANYONE)
async def sign_in_page(request: Asked, host: HostDependency) -> Response[str]:
    """Where to sign in."""
    return await _sign_in(request, host, filled({"next": request.query_params.get("next", "")}))


@post("/sign-in", opt=_ALWAYS)
async def sign_in(request: Asked, host: HostDependency) -> Response[str]:
    """Sign a browser in, and go where one came from."""
    form = await read_form(request)
    answer = await ask(request, "POST", "/api/session", {"email": form["email"], "password": form.raw("password")})
    if not answer.well:
        return await _sign_in(request, host, refused(form, answer), answer.status)
    return on(_within(form["next"]), cookies=answer.cookies)


@get("/join", opt=ANYONE)
async def join_page(request: Asked, host: HostDependency) -> Response[str]:
    """Where to make an account."""
    return await page(request, host, "join.html", filled({"next": request.query_params.get("next", "")}))


@post("/join", opt=_OPEN)
async def join(request: Asked, host: HostDependency) -> Response[str]:
    """Make an account and sign in to it, where the host lets people in before their address is confirmed."""
    form = await read_form(request)
    new: dict[str, Any] = {name: form[name] for name in ("email", "name")} | {"password": form.raw("password")}
    answer = await ask(request, "POST", "/api/accounts", new)
    if not answer.well:
        return await page(request, host, "join.html", refused(form, answer), answer.status)
    del new["name"]
    entered = await ask(request, "POST", "/api/session", new)
    if not entered.well:
        return on("/sign-in", "joined")
    return on(_within(form["next"]), "joined", entered.cookies)


@get("/forgot", opt=ANYONE)
async def forgot_page(request: Asked, host: HostDependency) -> Response[str]:
    """Where to ask for a letter about a forgotten password."""
    return await page(request, host, "forgot.html", EMPTY)


@post("/forgot", opt=_OPEN)
async def forgot(request: Asked, host: HostDependency) -> Response[str]:
    """Ask for the letter. The answer is the same for every address."""
    form = await read_form(request)
    answer = await ask(request, "POST", "/api/password/reset", {"email": form["email"]})
    if not answer.well:
        return await page(request, host, "forgot.html", refused(form, answer), answer.status)
    return on("/sign-in", "letter")


@post("/sign-out", opt=_ALWAYS)
async def sign_out(request: Asked) -> Response[str]:
    """Sign this browser out."""
    answer = await ask(request, "DELETE", "/api/session")
    return on("/sign-in", "signed-out", answer.cookies)


HANDLERS = [sign_in_page, sign_in, join_page, join, forgot_page, forgot, sign_out]
