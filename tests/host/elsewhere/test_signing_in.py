"""Signing in elsewhere: the whole walk, every way in which an answer may be wrong, and whose account it opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from deltacrown_host.accounts import records
from deltacrown_host.elsewhere.providers import Client
from deltacrown_host.elsewhere.providers import Discord as DiscordProvider
from deltacrown_host.mail.tables import mails
from sqlalchemy import select

from tests.host.conftest import Running, Serve, client
from tests.host.elsewhere.issuer import ANN, CLIENT, SECRET, Discord, Issuer, new_key, provider, symmetric

HERE = "https://cup.example.org"


class Time:
    """A clock that is moved by hand."""

    now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def issuer(time: Time) -> Iterator[Issuer]:
    with provider(Issuer(clock=time)) as issuer:
        yield issuer


@pytest.fixture
def host(serve: Serve, issuer: Issuer, time: Time) -> Iterator[Running]:
    shown = {"oidc_issuer": issuer.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    with serve(clock=time, public_url=HERE, **shown) as running:
        yield running


@contextmanager
def browser(host: Running) -> Iterator[httpx.Client]:
    with client(host.url) as http:
        http.headers["origin"] = host.url
        yield http


def there(begun: httpx.Response) -> str:
    """Where the provider sends the browser back to, as a path of the host."""
    url = begun.headers.get("location") or begun.json()["url"]
    back = httpx.get(url).headers["location"]
    assert back.startswith(f"{HERE}/api/session/")
    return str(back.removeprefix(HERE))


def walk(http: httpx.Client, name: str = "oidc") -> httpx.Response:
    begun = http.get(f"/api/session/{name}")
    assert begun.status_code == 302, begun.text
    return http.get(there(begun))


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def account(host: Running, email: str, *, confirmed: bool) -> str:
    """An account with a password and this address."""
    assert host.host
    with host.host.database.begin() as connection:
        made = records.create(connection, email, "Somebody", host.host.clock(), password="x")  # noqa: S106 - of nobody
        if confirmed:
            records.change(connection, made.id, host.host.clock(), email_confirmed_at=host.host.clock())
        return made.id


def letters(host: Running) -> list[str]:
    assert host.host
    with host.host.database.connect() as connection:
        return [row.kind for row in connection.execute(select(mails))]


def test_whoever_signs_in_elsewhere_has_one_account(host: Running) -> None:
    """Made at the first time, with the name and the verified address; the same one ever after, in any browser."""
    listed = [{"name": "oidc", "title": "OpenID"}]
    with browser(host) as http:
        assert http.get("/api/providers").json()["providers"] == listed
        done = walk(http)
        assert (done.status_code, done.headers["location"]) == (302, "/")
        me = http.get("/api/me").json()
        assert (me["name"], me["email"], me["email_confirmed"], me["via"]) == (
            "Ann",
            "ann@example.org",
            True,
            "session",
        )
        (line,) = http.get("/api/me/identities").json()["identities"]
        assert line["provider"] == "oidc"
        assert code(http.delete("/api/me/identities/oidc")) == (409, "identity.last")
    with browser(host) as other:
        walk(other)
        assert other.get("/api/me").json()["id"] == me["id"]
        assert code(other.get("/api/session/nobody")) == (404, "sign_in.unknown_provider")


def test_a_token_that_is_wrong_opens_nothing(host: Running, issuer: Issuer, time: Time) -> None:
    """Another nonce, client, issuer or time; signed by nobody, by what we know too, or by a key that is not published."""
    now = int(time.now.timestamp())
    slips: list[dict[str, Any]] = [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"iss": "https://example.org"},
        {"exp": now - 61},
        {"exp": None},
        {"exp": "never"},
        {"iat": now + 120},
        {"sub": ""},
        {"sub": None},
    ]
    with browser(host) as http:
        for slip in slips:
            issuer.slip = slip
            assert code(walk(http)) == (401, "sign_in.not_verified"), slip
        issuer.slip = {}
        issuer.signs_with = new_key()
        assert code(walk(http)) == (401, "sign_in.not_verified")
        issuer.algorithm, issuer.signs_with = "HS256", symmetric(SECRET)
        assert code(walk(http)) == (401, "sign_in.not_verified")
        issuer.algorithm = "none"
        assert code(walk(http)) == (401, "sign_in.not_verified")
        assert http.get("/api/me").status_code == 401
        issuer.algorithm, issuer.signs_with = "RS256", None
        issuer.slip = {"aud": [CLIENT, "another"], "azp": CLIENT}
        assert walk(http).status_code == 302


def test_an_answer_belongs_to_the_browser_that_asked(host: Running, time: Time) -> None:
    """Once, within ten minutes, with the state that was sent; so nobody is signed in by a link of somebody else's."""
    with browser(host) as http, browser(host) as eve:
        back = there(eve.get("/api/session/oidc"))
        assert code(http.get(back)) == (400, "sign_in.not_begun")
        http.get("/api/session/oidc")
        assert code(http.get(back)) == (400, "sign_in.not_begun")
        assert code(eve.get(f"{back}x")) == (400, "sign_in.not_begun")
        assert eve.get(back).status_code == 302
        assert code(eve.get(back)) == (400, "sign_in.not_begun")
        late = there(http.get("/api/session/oidc"))
        time.now += timedelta(minutes=10)
        assert code(http.get(late)) == (400, "sign_in.not_begun")
        begun = there(http.get("/api/session/oidc"))
        declined = begun.replace("code=", "error=access_denied&was=")
        assert code(http.get(declined)) == (401, "sign_in.declined")
        assert http.get("/api/me").status_code == 401
        stolen = there(http.get("/api/session/oidc"))
        spent = httpx.QueryParams(stolen.partition("?")[2])["code"]
        again = there(http.get("/api/session/oidc"))
        other = httpx.QueryParams(again.partition("?")[2])["code"]
        # A code that was given for another challenge is not taken by the issuer: PKCE.
        assert code(http.get(again.replace(other, spent))) == (502, "sign_in.refused_elsewhere")


def test_keys_may_change(host: Running, issuer: Issuer, time: Time) -> None:
    """A key that is new to the host is asked for; what the old one signs is taken no more."""
    with browser(host) as http:
        assert walk(http).status_code == 302
        old, issuer.key = issuer.key, new_key()
        time.now += timedelta(seconds=10)
        assert walk(http).status_code == 302
        issuer.signs_with = old
        assert code(walk(http)) == (401, "sign_in.not_verified")


def test_an_address_opens_an_account_only_where_both_have_confirmed_it(host: Running, issuer: Issuer) -> None:
    """What the provider has not verified counts for nothing; what nobody has confirmed here is given to nobody."""
    ann = account(host, "ann@example.org", confirmed=True)
    account(host, "bob@example.org", confirmed=False)
    with browser(host) as http:
        issuer.user = {**ANN, "sub": "eve", "email_verified": False}
        assert walk(http).status_code == 302
        me = http.get("/api/me").json()
        assert (me["id"] != ann, me["email"]) == (True, None)
    with browser(host) as http:
        issuer.user = {**ANN, "sub": "bob", "email": "bob@example.org"}
        assert code(walk(http)) == (409, "identity.email_taken")
        issuer.user = dict(ANN)
        assert walk(http).status_code == 302
        assert http.get("/api/me").json()["id"] == ann
        assert letters(host) == ["identity_added"]


def test_an_identity_is_added_by_whoever_is_signed_in(host: Running, issuer: Issuer) -> None:
    """In their browser, and unless it opens another account; another way in must be left when it is taken away."""
    with browser(host) as http, browser(host) as other:
        joined = {"email": "carl@example.org", "name": "Carl", "password": "correct horse battery"}
        assert http.post("/api/accounts", json=joined).status_code == 201
        assert code(http.post("/api/me/identities/oidc")) == (401, "access.not_signed_in")
        assert code(host.http.post("/api/me/identities/oidc")) == (403, "identity.no_browser")
        http.post("/api/session", json={"email": joined["email"], "password": joined["password"]})
        assert http.get(there(http.post("/api/me/identities/oidc"))).status_code == 302
        assert http.get("/api/me").json()["name"] == "Carl"
        walk(other)
        assert other.get("/api/me").json()["name"] == "Carl"
        assert http.delete("/api/me/identities/oidc").status_code == 204
        assert code(http.delete("/api/me/identities/oidc")) == (404, "identity.unknown")
        wanted = ["account.sign_in", "identity.add", "account.sign_in", "identity.remove"]
        assert [one for one in host.deeds if one in wanted] == wanted
        issuer.user = {"sub": "dora", "name": "\x00" * 200}
        walk(other)
        assert other.get("/api/me").json()["name"] == "Somebody"
        assert code(http.get(there(http.post("/api/me/identities/oidc")))) == (409, "identity.taken")


def test_discord_says_who_somebody_is(host: Running) -> None:
    """By a question, as its documentation describes; an address that it has not verified counts for nothing."""
    assert host.host
    with provider(Discord(user={"id": "80351110224678912", "username": "nelly", "verified": False})) as discord:
        host.host.providers = {"discord": DiscordProvider(Client(CLIENT, SECRET), discord.url)}
        discord.user["email"] = "nelly@example.org"
        with browser(host) as http:
            assert walk(http, "discord").status_code == 302
            me = http.get("/api/me").json()
            assert (me["name"], me["email"]) == ("nelly", None)
        discord.user |= {"id": "2", "global_name": "Nelly", "verified": True}
        with browser(host) as http:
            walk(http, "discord")
            me = http.get("/api/me").json()
            assert (me["name"], me["email"], me["email_confirmed"]) == ("Nelly", "nelly@example.org", True)
            discord.user.clear()
            assert walk(http, "discord").status_code == 502


def test_a_provider_that_is_away_is_said(serve: Serve) -> None:
    """And nothing else of the host suffers."""
    with serve(oidc_issuer="http://127.0.0.1:1", oidc_client_id=CLIENT) as host, browser(host) as http:
        assert code(http.get("/api/session/oidc")) == (502, "sign_in.unreachable")
