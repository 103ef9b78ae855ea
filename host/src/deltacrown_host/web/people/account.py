"""The page of one's own account: name, address, password, letters, other ways to sign in, and the end of it."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen
from deltacrown import Problem, Refused
from litestar import Response, get, post
from litestar.params import FromPath

from deltacrown_host.access.needs import SIGNED_IN
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.web.asking import Answer, Asked, ask, path_of
from deltacrown_host.web.forms import EMPTY, FORM, Filled, read_form
from deltacrown_host.web.language import mark, say
from deltacrown_host.web.shell import on, page, refused

PAGE = "/me/account"
_SIGNED_IN = {**SIGNED_IN, **FORM}


@frozen
class Change:
    """One of the forms on the page: what it asks the API, where it leads, and what was done then."""

    method: str
    path: str
    body: Callable[[Filled], Any]
    after: str = PAGE


CHANGES: Mapping[str, Change] = {
    "name": Change("PATCH", "/api/me", lambda form: {"name": form["name"]}),
    "email": Change("PUT", "/api/me/email", lambda form: {"email": form["email"], "password": form.raw("password")}),
    "password": Change(
        "PUT",
        "/api/me/password",
        lambda form: {"present": form.raw("present"), "password": form.raw("password")},
        "/sign-in",
    ),
    "sign-ins": Change("DELETE", "/api/tokens", lambda _: None, "/sign-in"),
    "left": Change("DELETE", "/api/me", lambda form: {"password": form.raw("password")}, "/sign-in"),
}
"""The forms by the word for what they do. `password` ends every sign-in, this one too."""

LETTERS: Mapping[str, tuple[str, str]] = {
    "match_ready": (mark("A match is ready"), mark("Against whom, and that it can be played.")),
    "match_soon": (mark("A match begins soon"), mark("Shortly before its time.")),
    "check_in": (mark("Check-in"), mark("It opens soon, is open, or closes soon without you.")),
    "result": (mark("A result to confirm"), mark("The other side has said what the result is.")),
    "dispute": (mark("Disputes"), mark("Your match is contested, or there is a ruling.")),
    "digest": (mark("The week in brief"), mark("For organizers: what happened, and what needs you.")),
}
"""What letters are about, as people read it."""


async def _account(
    request: Asked, host: Host, form: Filled = EMPTY, about: str = "", status: int = 200
) -> Response[str]:
    """The page; `about` is the form that `form` was."""
    own, notices, identities, providers = [
        (await ask(request, "GET", path)).data
        for path in ("/api/me", "/api/me/notices", "/api/me/identities", "/api/providers")
    ]
    linked = {line["provider"] for line in identities["identities"]}
    return await page(
        request,
        host,
        "own_account.html",
        form,
        status,
        about=about,
        own=own,
        notices=[(line, *map(say, LETTERS[line["notice"]])) for line in notices["notices"]],
        identities=identities["identities"],
        providers=[one for one in providers["providers"] if one["name"] not in linked],
    )


@get(PAGE, opt=SIGNED_IN)
async def account_page(request: Asked, host: HostDependency) -> Response[str]:
    """Everything of one's own account."""
    return await _account(request, host)


@post(f"{PAGE}/{{change:str}}", opt=_SIGNED_IN)
async def change_account(change: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Send one of its forms."""
    if change not in CHANGES:
        raise Refused([Problem("page.unknown", "there is no such form")])
    wanted, form = CHANGES[change], await read_form(request)
    answer = await ask(request, wanted.method, wanted.path, wanted.body(form))
    if not answer.well:
        return await _account(request, host, refused(form, answer), change, answer.status)
    return on(wanted.after, change)


@post(f"{PAGE}/notices", opt=_SIGNED_IN)
async def choose_notices(request: Asked, host: HostDependency) -> Response[str]:
    """Say which letters one wants."""
    form = await read_form(request)
    for line in (await ask(request, "GET", "/api/me/notices")).data["notices"]:
        wanted = line["notice"] in form.all("notice")
        if wanted != line["wanted"]:
            path = path_of("me", "notices", line["notice"])
            answer = await ask(request, "PUT", path, {"wanted": wanted})
            if not answer.well:
                return await _account(request, host, refused(form, answer), "notices", answer.status)
    return on(PAGE, "notices")


@post(f"{PAGE}/identities/{{provider:str}}", opt=_SIGNED_IN)
async def change_identity(provider: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """Add another way to sign in, or take it away."""
    form = await read_form(request)
    path = path_of("me", "identities", provider)
    answer: Answer = await ask(request, "DELETE" if form["remove"] else "POST", path)
    if not answer.well:
        return await _account(request, host, refused(form, answer), "identities", answer.status)
    if form["remove"]:
        return on(PAGE, "identity")
    # A form of ours leads nowhere else, by the policy of our pages: a link does.
    return await page(request, host, "elsewhere.html", url=answer.data["url"], provider=provider)


HANDLERS = [account_page, change_account, choose_notices, change_identity]
