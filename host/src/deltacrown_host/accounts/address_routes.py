"""Confirm an address, change it, and get in again without the password."""

from typing import Any

from attrs import field, frozen
from deltacrown import Malformed, Problem, Refused
from litestar import MediaType, Request, Response, Router, get, post, put
from litestar.params import JSONBody
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.caller import Via
from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.accounts import addresses, passwords, records
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.web.templating import render

Asked = Request[Any, Any, Any]


@frozen
class Address:
    """An address that a letter goes to, if it is the right one."""

    email: str


@frozen
class NewAddress:
    """Another address; the password shows that it is really the owner, where the account has one."""

    email: str
    password: str = field(default="", repr=False)


@frozen
class Confirmation:
    """What is in a letter that asks to confirm an address."""

    token: str = field(repr=False)


@frozen
class Reset:
    """What is in a letter about a forgotten password, and the new password."""

    token: str = field(repr=False)
    password: str = field(repr=False)


@post("/email/confirmation", dto=StrictBody[Address], return_dto=None, status_code=HTTP_202_ACCEPTED, opt=ANYONE)
async def ask_again(data: JSONBody[Address], host: HostDependency) -> None:
    """Ask for the letter that confirms an address once more. The answer is the same for every address."""
    _check(data.email)
    await host.database.transaction(addresses.ask_again, data.email, host.clock())


@put("/email/confirmation", dto=StrictBody[Confirmation], return_dto=None, status_code=HTTP_204_NO_CONTENT, opt=ANYONE)
async def confirm(data: JSONBody[Confirmation], request: Asked, host: HostDependency) -> None:
    """Confirm an address with what is in the letter; a new address is the account's from then on."""
    now = host.clock()

    def work(connection: Connection) -> None:
        before = addresses.confirm(connection, host.signing_key, data.token, now)
        after = records.known(connection, before.id)
        action = "account.email_confirm" if before.email == after.email else "account.email"
        note(connection, doer_of(request, before.id), Deed(action, f"account/{before.id}"), now)

    await host.database.transaction(work)


@put("/me/email", dto=StrictBody[NewAddress], return_dto=None, status_code=HTTP_202_ACCEPTED, opt=SIGNED_IN)
async def change_address(data: JSONBody[NewAddress], request: Asked, host: HostDependency) -> None:
    """Take another address: once it is confirmed by the letter that goes there. The present one is told."""
    _check(data.email)
    caller = caller_of(request)
    if caller.via is Via.KEY:
        raise Refused([Problem("key.changes_no_address", "a key changes no address: sign in")])
    account = await host.database.query(records.known, caller.user)
    if account.password is not None and not await passwords.matches(account.password, data.password):
        raise Refused([Problem("password.wrong", "this is not the password", "password")])
    now = host.clock()

    def work(connection: Connection) -> None:
        addresses.ask_for_change(connection, caller.user, data.email, now)
        note(connection, doer_of(request), Deed("account.email_asked", f"account/{account.id}"), now)

    await host.database.transaction(work)


@post("/password/reset", dto=StrictBody[Address], return_dto=None, status_code=HTTP_202_ACCEPTED, opt=ANYONE)
async def ask_for_reset(data: JSONBody[Address], host: HostDependency) -> None:
    """Ask for a letter with a link to another password. The answer is the same for every address."""
    _check(data.email)
    await host.database.transaction(addresses.ask_for_reset, data.email, host.clock())


@put("/password/reset", dto=StrictBody[Reset], return_dto=None, status_code=HTTP_204_NO_CONTENT, opt=ANYONE)
async def reset(data: JSONBody[Reset], request: Asked, host: HostDependency) -> None:
    """Take another password with what is in the letter. Every sign-in ends."""
    problems = list(passwords.password_problems(data.password))
    if problems:
        raise Malformed(problems)
    kept, now = await passwords.digest(data.password), host.clock()

    def work(connection: Connection) -> None:
        account = addresses.reset(connection, host.signing_key, data.token, kept, now).id
        note(connection, doer_of(request, account), Deed("account.password_reset", f"account/{account}"), now)

    await host.database.transaction(work)


@get("/account", include_in_schema=False, opt=ANYONE)
async def account_page() -> Response[str]:
    """Where the links in letters lead. What they say stands behind the #, so no server's log has it."""
    headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
    return Response(render("account.html"), media_type=MediaType.HTML, headers=headers)


def _check(email: str) -> None:
    problems = list(records.email_problems(email))
    if problems:
        raise Malformed(problems)


router = Router("/api", route_handlers=[ask_again, confirm, change_address, ask_for_reset, reset], tags=["Accounts"])
