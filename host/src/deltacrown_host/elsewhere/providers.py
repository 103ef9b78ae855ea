"""Where one may sign in: any issuer of OpenID Connect that says where everything is, and Discord."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import quote, urlencode

from attrs import field, frozen

from deltacrown_host.elsewhere.asking import ask, not_verified
from deltacrown_host.elsewhere.beginnings import Beginning
from deltacrown_host.elsewhere.issuer import Issuer
from deltacrown_host.settings import Settings

GOOGLE = "https://accounts.google.com"


@frozen
class Identity:
    """Who somebody is elsewhere. `email` only where the provider has verified it; else it is empty."""

    issuer: str
    subject: str
    name: str
    email: str = field(default="", repr=False)


class Provider(Protocol):
    """Somewhere to sign in: where to send a browser, and who it is that comes back with a code."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def issuer_url(self) -> str:
        """Who vouches for its identities."""

    async def address(self, begun: Beginning, back: str) -> str:
        """Where to send the browser. Raises Refused."""

    async def identity(self, begun: Beginning, code: str, back: str) -> Identity:
        """Who has come back. Raises Refused."""


@frozen
class Client:
    """What the host is to a provider."""

    id: str
    secret: str = field(repr=False)


@frozen
class OpenId:
    """OpenID Connect with an issuer: an authorization code, shown together with what only we know (PKCE)."""

    title: str
    issuer: Issuer
    client: Client

    @property
    def issuer_url(self) -> str:
        """The issuer's address."""
        return self.issuer.url

    async def address(self, begun: Beginning, back: str) -> str:
        """The issuer's page."""
        described = await self.issuer.described()
        asked = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": begun.challenge,
            "code_challenge_method": "S256",
        }
        return _with(described.authorization_endpoint, asked)

    async def identity(self, begun: Beginning, code: str, back: str) -> Identity:
        """Whom the issuer's token names."""
        described = await self.issuer.described()
        shown = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": begun.verifier,
        }
        basic = None
        if self.client.secret and described.basic:
            # Encoded before it is put together (RFC 6749, 2.3.1).
            basic = (quote(self.client.id, safe=""), quote(self.client.secret, safe=""))
        else:
            shown |= {"client_id": self.client.id} | (
                {"client_secret": self.client.secret} if self.client.secret else {}
            )
        answer = await ask("POST", described.token_endpoint, data=shown, auth=basic)
        claims = await self.issuer.claims(str(answer.get("id_token", "")), self.client.id, begun.nonce)
        name = claims.get("name") or claims.get("preferred_username") or claims.get("nickname") or ""
        verified = claims.get("email_verified") is True
        return Identity(self.issuer.url, claims["sub"], str(name), str(claims.get("email") or "") if verified else "")


@frozen
class Discord:
    """Discord: OAuth 2 as its documentation describes it, and a question who it is; it documents no identity tokens."""

    client: Client
    url: str = "https://discord.com"
    title: str = "Discord"

    @property
    def issuer_url(self) -> str:
        """Discord itself."""
        return self.url

    async def address(self, begun: Beginning, back: str) -> str:
        """Discord's page. It documents PKCE for clients without a secret only; ours has one."""
        asked = {"response_type": "code", "client_id": self.client.id, "scope": "identify email"}
        return _with(f"{self.url}/oauth2/authorize", {**asked, "redirect_uri": back, "state": begun.state})

    async def identity(self, begun: Beginning, code: str, back: str) -> Identity:
        """Who Discord says it is."""
        del begun
        shown = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        token = await ask("POST", f"{self.url}/api/oauth2/token", data=shown, auth=(self.client.id, self.client.secret))
        headers = {"authorization": f"Bearer {token.get('access_token')}"}
        user = await ask("GET", f"{self.url}/api/users/@me", headers=headers)
        if not isinstance(user.get("id"), str) or not user["id"]:
            why = "it has no id"
            raise not_verified(why)
        email = str(user.get("email") or "") if user.get("verified") is True else ""
        return Identity(self.url, user["id"], str(user.get("global_name") or user.get("username") or ""), email)


def providers_of(settings: Settings, clock: Callable[[], datetime]) -> Mapping[str, Provider]:
    """Those that the settings have a client for, by the names that stand in addresses."""
    found: dict[str, Provider] = {}
    if settings.google_client_id:
        client = Client(settings.google_client_id, settings.google_client_secret)
        found["google"] = OpenId("Google", Issuer(GOOGLE, clock), client)
    if settings.discord_client_id:
        found["discord"] = Discord(Client(settings.discord_client_id, settings.discord_client_secret))
    if settings.oidc_issuer:
        client = Client(settings.oidc_client_id, settings.oidc_client_secret)
        found["oidc"] = OpenId(settings.oidc_title, Issuer(settings.oidc_issuer, clock), client)
    return found


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"
