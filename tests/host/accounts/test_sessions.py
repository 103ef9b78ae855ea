"""Signing a browser in and out."""

from typing import Any

from deltacrown_host.accounts.credentials import COOKIE

from tests.host.accounts.conftest import PASSWORD, People
from tests.host.conftest import Running


def test_a_session_is_a_cookie_that_no_script_reads(people: People) -> None:
    """The cookie is HttpOnly and SameSite, and whoever has it is the account."""
    ann = people(signed_in=False)
    answer = ann.http.post("/api/session", json=ann.login)
    cookie = answer.headers["set-cookie"]
    assert COOKIE in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    me = ann.http.get("/api/me").json()
    assert (me["id"], me["email"], me["via"]) == (ann.id, ann.email, "session")


def test_signing_out_ends_the_session_itself(people: People, running: Running) -> None:
    """A copy of the cookie opens nothing afterwards: the session is gone, not only forgotten by the browser."""
    ann = people(signed_in=False)
    ann.http.post("/api/session", json=ann.login)
    copy = {"cookie": f"{COOKIE}={ann.http.cookies[COOKIE]}"}
    ours = {"origin": running.url}
    assert ann.http.delete("/api/session", headers=ours).status_code == 204
    assert ann.http.get("/api/me", headers=copy).json()["code"] == "access.not_signed_in"


def test_a_session_writes_only_from_our_pages(people: People, running: Running) -> None:
    """Cross-site request forgery: without an origin, or with another, nothing is written."""
    ann = people(signed_in=False)
    ann.http.post("/api/session", json=ann.login)

    def rename(**headers: str) -> Any:
        answer = ann.http.patch("/api/me", json={"name": "Eve"}, headers=headers)
        return answer.status_code, answer.json().get("code")

    assert rename() == (403, "access.forged")
    assert rename(origin="https://evil.example") == (403, "origin.not_allowed")
    assert ann.http.get("/api/me").json()["name"] == "Somebody"
    assert rename(origin=running.url) == (200, None)
    assert rename(**{"sec-fetch-site": "same-origin"}) == (200, None)


def test_either_mistake_is_answered_the_same(people: People) -> None:
    """Nobody learns from a refusal whether there is an account with an address."""
    ann = people(signed_in=False)
    answers = [
        ann.http.post("/api/session", json={"email": email, "password": "wrong password"})
        for email in (ann.email, "nobody@example.org")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json()["problems"] == answers[1].json()["problems"]


def test_another_password_ends_every_sign_in(people: People) -> None:
    """Sessions and tokens from before open nothing; the old password neither."""
    ann = people(signed_in=False)
    ann.show_token()
    new = {"password": "another passphrase", "present": PASSWORD}
    assert ann.http.put("/api/me/password", json={**new, "present": "wrong"}).json()["code"] == "password.wrong"
    assert ann.http.put("/api/me/password", json=new).status_code == 204
    assert ann.http.get("/api/me").json()["code"] == "access.token_invalid"
    assert ann.http.post("/api/tokens", json=ann.login).status_code == 401


def test_an_account_says_everything_that_is_wrong_with_it(running: Running) -> None:
    """All problems at once, each with its field; an address is taken once, whatever its letters."""
    bad = running.http.post("/api/accounts", json={"email": "nowhere", "name": " ", "password": "short"})
    assert [(line["code"], line["field"]) for line in bad.json()["problems"]] == [
        ("email.invalid", "email"),
        ("account.name_length", "name"),
        ("password.length", "password"),
    ]


def test_an_address_has_one_account(people: People) -> None:
    """Whatever the case of its letters."""
    ann = people(signed_in=False)
    again = ann.http.post("/api/accounts", json={"email": ann.email.upper(), "name": "Ann", "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (409, "account.email_taken")


def test_guessing_ends_after_ten_wrong_passwords(people: People) -> None:
    """429 with how long to wait, for the right password too; other accounts sign in as before (ASVS 5.0, 6.3.1)."""
    ann, bob = people(signed_in=False), people(signed_in=False)
    wrong = {**ann.login, "password": "not the password"}
    assert {ann.http.post("/api/session", json=wrong).status_code for _ in range(10)} == {401}
    locked = ann.http.post("/api/session", json=ann.login)
    assert (locked.status_code, locked.json()["code"]) == (429, "access.too_many_attempts")
    assert 0 < int(locked.headers["retry-after"]) <= 15 * 60
    assert bob.http.post("/api/session", json=bob.login).status_code == 200
