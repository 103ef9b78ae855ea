"""What every page has around it: who is there, what was just done, and a page for whoever may not go on."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen
from deltacrown import Problem, Refused
from litestar import MediaType, Request, Response
from litestar.types import ExceptionHandlersMap

from deltacrown_host.access.needs import caller_of
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.records import get as account_with
from deltacrown_host.bootstrap import Host
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.web.asking import Answer, Asked
from deltacrown_host.web.forms import EMPTY, Filled, sentence
from deltacrown_host.web.language import say
from deltacrown_host.web.speaking import VARIES
from deltacrown_host.web.templating import render
from deltacrown_host.web.words_done import DONE


@frozen
class Visitor:
    """Whoever looks at a page and is signed in."""

    name: str
    organizes: bool
    administers: bool


async def visitor(request: Asked, host: Host) -> Visitor | None:
    """Who looks at the page; None for everyone who has not signed in."""
    caller = caller_of(request)
    if not caller.signed_in:
        return None
    account = await host.database.query(account_with, caller.user)
    name = account.name if account else ""
    return Visitor(name, caller.role.reaches(Role.ORGANIZER), caller.role.reaches(Role.ADMIN))


async def page(
    request: Asked, host: Host, template: str, form: Filled = EMPTY, status: int = HTTPStatus.OK, **values: Any
) -> Response[str]:
    """A page for whoever asks: nothing between here and them keeps it."""
    done = say(DONE[word]) if (word := request.query_params.get("done", "")) in DONE else ""
    who = await visitor(request, host)
    text = render(template, me=who, form=form, blank=EMPTY, done=done, here=request.url.path, **values)
    headers = {"cache-control": "no-store", "vary": VARIES}
    return Response(text, media_type=MediaType.HTML, status_code=status, headers=headers)


def on(path: str, done: str = "", cookies: str = "") -> Response[str]:
    """Send the browser on, so that nothing is sent twice; `done` is the word for what was done."""
    address, mark, place = path.partition("#")
    if done:
        address += f"{'&' if '?' in address else '?'}done={done}"
    headers = {"location": f"{address}{mark}{place}", **({"set-cookie": cookies} if cookies else {})}
    return Response("", status_code=HTTPStatus.SEE_OTHER, headers=headers)


def refused(form: Filled, answer: Answer) -> Filled:
    """The form with what the API has against it."""
    return evolve(form, problems=(*form.problems, *answer.problems))


def missing(_: Request[Any, Any, Any], refusal: Refused) -> Response[str]:
    """The page of what is not there, or not for whoever asks."""
    tournament = any(problem.code == "tournament.unknown" for problem in refusal.problems)
    text = render("missing.html", what="tournament" if tournament else "page")
    return Response(text, media_type=MediaType.HTML, status_code=HTTPStatus.NOT_FOUND)


def turned_away(request: Request[Any, Any, Any], away: TurnedAway) -> Response[str]:
    """Where to sign in; or why that would not help."""
    if away.status is HTTPStatus.UNAUTHORIZED:
        after = request.url.path if request.method == "GET" else ""
        return on(f"/sign-in?next={quote(after)}" if after else "/sign-in")
    text = render("turned_away.html", why=sentence(away.problem.message))
    return Response(text, media_type=MediaType.HTML, status_code=away.status, headers=dict(away.headers))


def forbidden(message: str) -> TurnedAway:
    """Not for whoever asks."""
    return TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))


HANDLERS: ExceptionHandlersMap = {Refused: missing, TurnedAway: turned_away}
"""What pages answer where an API would answer a problem document."""
