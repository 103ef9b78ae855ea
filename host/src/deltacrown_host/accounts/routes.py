"""Accounts: make one, sign in and out, tokens for programs."""

from asyncio import to_thread
from typing import Any

from deltacrown import Malformed, Problem, Refused
from litestar import Request, Response, Router, delete, get, patch, post, put
from litestar.datastructures import Cookie
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.caller import Via
from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.accounts import addresses, attempts, erasing, keys, passwords, records, sessions, tokens
from deltacrown_host.accounts.bodies import (
    Farewell,
    KeyList,
    MadeKey,
    Me,
    NewAccount,
    NewKey,
    NewPassword,
    Refresh,
    Rename,
    SignIn,
)
from deltacrown_host.accounts.credentials import COOKIE, shown
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.moderation.guarding import WHEN_STOPPED

Asked = Request[Any, Any, Any]
_LONGEST_KEY_NAME = 100
# Whoever is to lift an emergency stop must be able to sign in.
_ALWAYS = {**ANYONE, **WHEN_STOPPED}


@post("/", dto=StrictBody[NewAccount], return_dto=None, status_code=HTTP_201_CREATED, opt=ANYONE)
async def register(data: JSONBody[NewAccount], request: Asked, host: HostDependency) -> Response[Me | None]:
    """Make an account, as a player. A letter asks to confirm the address.

    Where the host lets nobody in before that, the answer is the same (202) for every address, taken or not.
    """
    problems = [
        *records.email_problems(data.email),
        *records.name_problems(data.name),
        *passwords.password_problems(data.password),
    ]
    if problems:
        raise Malformed(problems)
    kept = await passwords.digest(data.password)
    role = host.settings.new_accounts
    secretly, now = host.settings.confirm_email, host.clock()

    def work(connection: Connection) -> records.Account | None:
        made = addresses.join(connection, data.email, data.name, role, kept, now, secretly=secretly)
        if made is not None:
            deed = Deed("account.create", f"account/{made.id}", after={"role": made.role.value})
            note(connection, doer_of(request, made.id), deed, now)
        return made

    made = await host.database.transaction(work)
    if made is None or secretly:
        return Response(None, status_code=HTTP_202_ACCEPTED)
    return Response(_me(made, Via.NOTHING))


@post("/session", dto=StrictBody[SignIn], return_dto=None, status_code=HTTP_200_OK, opt=_ALWAYS)
async def sign_in(data: JSONBody[SignIn], request: Asked, host: HostDependency) -> Response[Me]:
    """Sign a browser in: the answer sets the cookie of a session."""
    account = await verified(host, data, request)
    agent, now = request.headers.get("user-agent", ""), host.clock()

    def work(connection: Connection) -> str:
        note(connection, doer_of(request, account.id), signed_in(account.id, Via.SESSION.value), now)
        return sessions.open_session(connection, account.id, agent, now)

    secret = await host.database.transaction(work)
    return Response(_me(account, Via.SESSION), cookies=[session_cookie(request, secret)])


@delete("/session", status_code=HTTP_204_NO_CONTENT, opt=ANYONE)
async def sign_out(request: Asked, host: HostDependency) -> Response[None]:
    """Sign this browser out."""
    credential, account = shown(request), caller_of(request).user

    def work(connection: Connection, secret: str) -> None:
        sessions.close_session(connection, secret)
        if account:
            note(connection, doer_of(request), Deed("account.sign_out", f"account/{account}"), host.clock())

    if credential and credential.via is Via.SESSION:
        await host.database.transaction(work, credential.secret)
    return Response(None, cookies=[session_cookie(request, "", lasts_s=0)])


@post("/tokens", dto=StrictBody[SignIn], return_dto=None, status_code=HTTP_201_CREATED, opt=_ALWAYS)
async def new_tokens(data: JSONBody[SignIn], request: Asked, host: HostDependency) -> tokens.TokenPair:
    """Sign a program in: an access token for an hour, and a refresh token for a week."""
    account, now = await verified(host, data, request), host.clock()

    def work(connection: Connection) -> tokens.TokenPair:
        note(connection, doer_of(request, account.id), signed_in(account.id, Via.TOKEN.value), now)
        return tokens.issue(connection, host.signing_key, account.id, now)

    return await host.database.transaction(work)


@post("/tokens/refresh", dto=StrictBody[Refresh], return_dto=None, status_code=HTTP_201_CREATED, opt=_ALWAYS)
async def refresh(data: JSONBody[Refresh], host: HostDependency) -> tokens.TokenPair:
    """The next pair of tokens. A refresh token is used once: shown again later, the whole sign-in ends."""
    pair = await host.database.transaction(tokens.refresh, host.signing_key, data.refresh_token, host.clock())
    if isinstance(pair, tokens.BadToken):
        raise Refused([pair.problem])
    return pair


@delete("/tokens", status_code=HTTP_204_NO_CONTENT, opt=SIGNED_IN)
async def revoke_tokens(request: Asked, host: HostDependency) -> None:
    """End every sign-in of this account: its tokens, and its browsers' sessions."""
    account, now = caller_of(request).user, host.clock()

    def work(connection: Connection) -> None:
        addresses.end_sign_ins(connection, account, now)
        note(connection, doer_of(request), Deed("account.sign_out_everywhere", f"account/{account}"), now)

    await host.database.transaction(work)


@get("/me", opt=SIGNED_IN)
async def me(request: Asked, host: HostDependency) -> Me:
    """Who this request comes from."""
    caller = caller_of(request)
    return _me(await host.database.query(records.known, caller.user), caller.via)


@patch("/me", dto=StrictBody[Rename], return_dto=None, opt=SIGNED_IN)
async def rename(data: JSONBody[Rename], request: Asked, host: HostDependency) -> Me:
    """Take another name."""
    problems = list(records.name_problems(data.name))
    if problems:
        raise Malformed(problems)
    caller, now = caller_of(request), host.clock()

    def work(connection: Connection) -> records.Account:
        # What somebody is called is not the trail's, which stays for ever.
        note(connection, doer_of(request), Deed("account.rename", f"account/{caller.user}"), now)
        return records.change(connection, caller.user, now, name=data.name)

    return _me(await host.database.transaction(work), caller.via)


@put("/me/password", dto=StrictBody[NewPassword], return_dto=None, status_code=HTTP_204_NO_CONTENT, opt=SIGNED_IN)
async def change_password(data: JSONBody[NewPassword], request: Asked, host: HostDependency) -> None:
    """Take another password. Every sign-in ends, this one too."""
    problems = list(passwords.password_problems(data.password))
    if problems:
        raise Malformed(problems)
    account = await host.database.query(records.known, caller_of(request).user)
    if not await passwords.matches(account.password, data.present):
        raise Refused([Problem("password.wrong", "this is not the present password", "present")])
    kept = await passwords.digest(data.password)

    def work(connection: Connection) -> None:
        records.change(connection, account.id, host.clock(), password=kept)
        addresses.end_sign_ins(connection, account.id, host.clock())
        addresses.tell_of_password(connection, account, host.clock())
        note(connection, doer_of(request), Deed("account.password", f"account/{account.id}"), host.clock())

    await host.database.transaction(work)


@delete("/me", dto=StrictBody[Farewell], return_dto=None, status_code=HTTP_204_NO_CONTENT, opt=SIGNED_IN)
async def leave(data: JSONBody[Farewell], request: Asked, host: HostDependency) -> None:
    """Delete one's own account. It cannot be undone. Journals stay whole, and nothing leads from them to a person."""
    caller = caller_of(request)
    account = await host.database.query(records.known, caller.user)
    if account.password is not None and not await passwords.matches(account.password, data.password):
        raise Refused([Problem("password.wrong", "this is not the password", "password")])
    for name in await host.database.transaction(erasing.erase, caller.user, host.clock()):
        await to_thread(host.files.remove, name)


@get("/me/keys", opt=SIGNED_IN)
async def list_keys(request: Asked, host: HostDependency) -> KeyList:
    """One's own API keys."""
    return KeyList(await host.database.query(keys.keys_of, caller_of(request).user))


@post("/me/keys", dto=StrictBody[NewKey], return_dto=None, status_code=HTTP_201_CREATED, opt=SIGNED_IN)
async def make_key(data: JSONBody[NewKey], request: Asked, host: HostDependency) -> MadeKey:
    """A new API key. Its secret is shown once."""
    if not 0 < len(data.name) <= _LONGEST_KEY_NAME:
        raise Malformed([Problem("key.name_length", f"a name has 1 to {_LONGEST_KEY_NAME} characters", "name")])
    caller = caller_of(request)
    if caller.via is Via.KEY:
        raise Refused([Problem("key.makes_no_keys", "a key makes no further keys: sign in")])
    key, secret = await host.database.transaction(
        keys.make_key, caller.user, data.name, host.clock(), data.scopes, data.expires_at
    )
    return MadeKey(key, secret)


@delete("/me/keys/{key:str}", status_code=HTTP_204_NO_CONTENT, opt=SIGNED_IN)
async def revoke_key(key: FromPath[str], request: Asked, host: HostDependency) -> None:
    """End an API key."""
    await host.database.transaction(keys.revoke_key, caller_of(request).user, key, host.clock())


def signed_in(account: str, via: str) -> Deed:
    """Somebody has signed in."""
    return Deed("account.sign_in", f"account/{account}", after={"via": via})


async def verified(host: Host, shown: SignIn, request: Asked) -> records.Account:
    """The account that the address and the password open. Raises Refused, the same for either mistake."""
    await host.database.query(attempts.check_attempts, shown.email, host.clock())
    account = await host.database.query(records.find, shown.email)
    right = await passwords.matches(account.password if account else None, shown.password)
    if account is None or not right:
        await host.database.transaction(attempts.note_failure, shown.email, host.clock())
        problem = Problem("access.wrong_password", "there is no account with this address and password")
        raise await _kept_out(host, request, account, problem)
    if account.suspended(host.clock()):
        raise await _kept_out(host, request, account, Problem("account.suspended", "this account is suspended"))
    if host.settings.confirm_email and account.email_confirmed_at is None:
        message = "confirm the address first, by the link in the letter that went there"
        raise await _kept_out(host, request, account, Problem("account.email_unconfirmed", message))
    await host.database.transaction(attempts.forget_failures, shown.email)
    return account


async def _kept_out(host: Host, request: Asked, account: records.Account | None, problem: Problem) -> Refused:
    """The refusal of a sign-in, which is written down where there is such an account."""
    if account is not None:
        deed = Deed("account.sign_in_failed", f"account/{account.id}", after={"code": problem.code})
        await host.database.transaction(note, doer_of(request), deed, host.clock())
    return Refused([problem])


def session_cookie(request: Asked, secret: str, lasts_s: float = sessions.LASTS.total_seconds()) -> Cookie:
    """The cookie of a session: no script reads it, and other sites' writes do not carry it."""
    secure = request.scope["scheme"] == "https"
    return Cookie(COOKIE, value=secret, max_age=int(lasts_s), httponly=True, secure=secure, samesite="lax")


def _me(account: records.Account, via: Via) -> Me:
    confirmed = account.email_confirmed_at is not None
    return Me(account.id, account.name, account.email, confirmed, account.role, via)


router = Router(
    "/api",
    route_handlers=[
        sign_in,
        sign_out,
        new_tokens,
        refresh,
        revoke_tokens,
        me,
        rename,
        change_password,
        leave,
        list_keys,
        make_key,
        revoke_key,
    ],
    tags=["Accounts"],
)
