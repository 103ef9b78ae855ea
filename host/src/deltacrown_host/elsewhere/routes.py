"""Signing in elsewhere: there and back again, and the identities that open an account."""

from typing import Annotated, Any

from attrs import evolve, field, frozen
from deltacrown import Problem, Refused
from litestar import Request, Response, Router, delete, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT, HTTP_302_FOUND
from sqlalchemy import Connection

from deltacrown_host.access.caller import Via
from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.accounts import sessions
from deltacrown_host.accounts.routes import session_cookie, signed_in
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.elsewhere import identities
from deltacrown_host.elsewhere.beginnings import LASTS, Beginning, recall, remember
from deltacrown_host.elsewhere.identities import IdentityLine
from deltacrown_host.elsewhere.providers import Identity, Provider

Asked = Request[Any, Any, Any]
_COOKIE = "deltacrown_sign_in"
_AFTERWARDS = "/"


@frozen
class ProviderLine:
    """Somewhere to sign in: `GET /api/session/{name}` goes there."""

    name: str
    title: str


@frozen
class ProviderList:
    """Everywhere that one may sign in beside here."""

    providers: tuple[ProviderLine, ...]


@frozen
class IdentityList:
    """The identities from elsewhere that open an account, oldest first."""

    identities: tuple[IdentityLine, ...]


@frozen
class Journey:
    """Where to send the browser."""

    url: str = field(repr=False)


@get("/providers", opt=ANYONE, summary="List where one may sign in")
async def list_providers(host: HostDependency) -> ProviderList:
    """Where one may sign in beside here."""
    return ProviderList(tuple(ProviderLine(name, one.title) for name, one in host.providers.items()))


@get("/session/{provider:str}", status_code=HTTP_302_FOUND, opt=ANYONE, summary="Sign in elsewhere")
async def depart(provider: FromPath[str], request: Asked, host: HostDependency) -> Response[None]:
    """Send a browser to the provider's page, to sign in there and to come back."""
    begun = Beginning(provider)
    url = await _begin(host, begun)
    return Response(None, status_code=HTTP_302_FOUND, headers={"location": url}, cookies=[_cookie(request, begun)])


@get("/session/{provider:str}/callback", status_code=HTTP_302_FOUND, opt=ANYONE, summary="Come back from elsewhere")
async def come_back(  # noqa: PLR0913, PLR0917 - what comes back
    provider: FromPath[str],
    request: Asked,
    host: HostDependency,
    code: Annotated[str, QueryParameter(description="what the provider gives for a token")] = "",
    answers: Annotated[str, QueryParameter(name="state", description="what was sent there")] = "",
    error: Annotated[str, QueryParameter(description="why there is no code")] = "",
) -> Response[None]:
    """Sign the browser in as whom the provider names, with an account that is made where there is none yet."""
    there, browser = _known(host, provider), request.cookies.get(_COOKIE, "")
    begun = await host.database.transaction(recall, provider, answers, browser, host.clock())
    if error or not code:
        raise Refused([Problem("sign_in.declined", f"you were not signed in there: {error[:100] or 'no code'}")])
    shown = await there.identity(begun, code, _back(host, provider))
    ended = evolve(begun, browser="")
    cookies = [_cookie(request, ended, lasts_s=0)]
    if begun.account:
        await host.database.transaction(_add, host, request, shown, begun.account)
    else:
        cookies.append(session_cookie(request, await host.database.transaction(_enter, host, request, shown)))
    return Response(None, status_code=HTTP_302_FOUND, headers={"location": _AFTERWARDS}, cookies=cookies)


@get("/me/identities", opt=SIGNED_IN)
async def list_identities(request: Asked, host: HostDependency) -> IdentityList:
    """The identities that open one's own account."""
    names = {one.issuer_url: name for name, one in host.providers.items()}
    found = await host.database.query(identities.identities_of, caller_of(request).user)
    return IdentityList(tuple(IdentityLine(names.get(issuer, ""), issuer, since) for issuer, since in found))


@post("/me/identities/{provider:str}", status_code=HTTP_200_OK, opt=SIGNED_IN, summary="Add an identity")
async def add_identity(provider: FromPath[str], request: Asked, host: HostDependency) -> Response[Journey]:
    """Begin to add an identity to one's own account: send the same browser to `url`."""
    _known(host, provider)
    caller = caller_of(request)
    if caller.via is not Via.SESSION:
        raise Refused([Problem("identity.no_browser", "this needs the session of a browser: sign in")])
    begun = Beginning(provider, caller.user)
    return Response(Journey(await _begin(host, begun)), cookies=[_cookie(request, begun)])


@delete("/me/identities/{provider:str}", status_code=HTTP_204_NO_CONTENT, opt=SIGNED_IN, summary="Remove an identity")
async def remove_identity(provider: FromPath[str], request: Asked, host: HostDependency) -> None:
    """Let the identity open one's own account no more."""
    issuer, account = _known(host, provider).issuer_url, caller_of(request).user

    def work(connection: Connection) -> None:
        identities.remove(connection, issuer, account)
        deed = Deed("identity.remove", f"account/{account}", before={"issuer": issuer})
        note(connection, doer_of(request), deed, host.clock())

    await host.database.transaction(work)


def _add(connection: Connection, host: Host, request: Asked, shown: Identity, account: str) -> None:
    identities.add(connection, shown, account, host.clock())
    deed = Deed("identity.add", f"account/{account}", after={"issuer": shown.issuer})
    note(connection, doer_of(request, account), deed, host.clock())


def _enter(connection: Connection, host: Host, request: Asked, shown: Identity) -> str:
    now = host.clock()
    account = identities.enter(connection, shown, host.settings.new_accounts, now)
    if account.suspended(now):
        raise Refused([Problem("account.suspended", "this account is suspended")])
    note(connection, doer_of(request, account.id), signed_in(account.id, shown.issuer), now)
    return sessions.open_session(connection, account.id, request.headers.get("user-agent", ""), now)


async def _begin(host: Host, begun: Beginning) -> str:
    url = await _known(host, begun.provider).address(begun, _back(host, begun.provider))
    await host.database.transaction(remember, begun, host.clock())
    return url


def _known(host: Host, provider: str) -> Provider:
    found = host.providers.get(provider)
    if found is None:
        raise Refused([Problem("sign_in.unknown_provider", f"nobody signs in with {provider!r} here", "provider")])
    return found


def _back(host: Host, provider: str) -> str:
    return f"{host.mailroom.links.public_url}/api/session/{provider}/callback"


def _cookie(request: Asked, begun: Beginning, lasts_s: float = LASTS.total_seconds()) -> Cookie:
    secure = request.scope["scheme"] == "https"
    path = "/api/session"
    return Cookie(
        _COOKIE, value=begun.browser, path=path, max_age=int(lasts_s), httponly=True, secure=secure, samesite="lax"
    )


router = Router(
    "/api",
    route_handlers=[list_providers, depart, come_back, list_identities, add_identity, remove_identity],
    tags=["Accounts"],
)
