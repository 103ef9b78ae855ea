"""Confirming addresses, changing them, and getting in again: by letters that only the right person reads."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from deltacrown_host.accounts.signing import signed, signed_text
from hypothesis import given
from hypothesis import strategies as st

from tests.host.accounts.conftest import PASSWORD
from tests.host.conftest import Running, Serve, client
from tests.host.mail.conftest import letters

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANN, BOB = "ann@example.org", "bob@example.org"
NEW = "another passphrase"


class Time:
    """A clock that is moved by hand."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def strict(serve: Serve, time: Time) -> Iterator[Running]:
    """A host that lets nobody in before their address is confirmed."""
    with serve(clock=time, poll_s=0.01, confirm_email=True, public_url="https://cup.example.org") as running:
        yield running


def written(running: Running, address: str, subject: str) -> list[str]:
    """The texts of the letters about something to an address, once all are sent."""
    while running.http.get("/api/mails").json()["mails"]:
        pass
    assert running.host
    found = letters(running.host.settings.mail_folder)
    mine = [letter for letter in found if (letter["to"], letter["subject"]) == (address, subject)]
    bodies = [letter.get_body(("plain",)) for letter in mine]
    return [body.get_content() for body in bodies if body]


def token(text: str, what: str) -> str:
    """What stands behind the # of the link in a letter."""
    found = re.search(rf"https://cup\.example\.org/account#{what}=(\S+)", text)
    assert found, text
    return found[1]


def said(answer: httpx.Response) -> tuple[int, str]:
    """What a stranger learns from an answer."""
    document = answer.json() if answer.content else None
    return answer.status_code, document["code"] if document else ""


def join(http: httpx.Client, email: str) -> httpx.Response:
    return http.post("/api/accounts", json={"email": email, "name": "Somebody", "password": PASSWORD})


def confirm(running: Running, http: httpx.Client, email: str) -> tuple[int, str]:
    (text,) = written(running, email, "Confirm your address")
    return said(http.put("/api/email/confirmation", json={"token": token(text, "confirm")}))


def code(http: httpx.Client, email: str, password: str = PASSWORD) -> Any:
    answer = http.post("/api/tokens", json={"email": email, "password": password})
    return answer.json().get("code", answer.status_code)


def test_nobody_gets_in_before_their_address_is_confirmed(strict: Running, time: Time) -> None:
    """The link works once and for two days; nobody learns from an answer that an address is taken, but its owner does."""
    with client(strict.url) as http:
        assert said(join(http, ANN)) == (202, "")
        assert code(http, ANN) == "account.email_unconfirmed"
        (early,) = written(strict, ANN, "Confirm your address")
        assert said(http.post("/api/email/confirmation", json={"email": ANN})) == (202, "")
        assert said(http.post("/api/email/confirmation", json={"email": "nobody@example.org"})) == (202, "")
        texts = written(strict, ANN, "Confirm your address")
        texts.remove(early)
        again = {"token": token(texts[0], "confirm")}
        assert said(http.put("/api/email/confirmation", json={"token": token(early, "confirm")}))[1] == "link.invalid"
        assert said(http.put("/api/password/reset", json={**again, "password": NEW}))[1] == "link.invalid"
        assert said(http.put("/api/email/confirmation", json=again)) == (204, "")
        assert said(http.put("/api/email/confirmation", json=again)) == (410, "link.invalid")
        assert code(http, ANN) == 201
        assert said(join(http, ANN.upper())) == (202, "")
        assert len(written(strict, ANN.upper(), "You have an account already")) == 1
        assert code(http, ANN) == 201
        assert said(join(http, BOB)) == (202, "")
        (text,) = written(strict, BOB, "Confirm your address")
        time.now += timedelta(days=2)
        late = http.put("/api/email/confirmation", json={"token": token(text, "confirm")})
        assert said(late) == (410, "link.invalid")


def test_a_forgotten_password_is_replaced_by_whoever_reads_the_mail(strict: Running, time: Time) -> None:
    """For an hour and once; every sign-in ends; the owner is told; addresses without an account are answered the same."""
    with client(strict.url) as http:
        join(http, ANN)
        confirm(strict, http, ANN)
        http.headers["origin"] = strict.url
        pair = http.post("/api/tokens", json={"email": ANN, "password": PASSWORD}).json()
        http.post("/api/session", json={"email": ANN, "password": PASSWORD})
        answers = [http.post("/api/password/reset", json={"email": email}) for email in (ANN, "nobody@example.org")]
        assert [said(answer) for answer in answers] == [(202, "")] * 2
        (late,) = written(strict, ANN, "A new password")
        time.now += timedelta(hours=1)
        assert said(http.put("/api/password/reset", json={"token": token(late, "reset"), "password": NEW})) == (
            410,
            "link.invalid",
        )
        http.post("/api/password/reset", json={"email": ANN})
        (text,) = set(written(strict, ANN, "A new password")) - {late}
        shown = {"token": token(text, "reset")}
        assert said(http.put("/api/password/reset", json={**shown, "password": "short"}))[1] == "password.length"
        assert said(http.put("/api/password/reset", json={**shown, "password": NEW})) == (204, "")
        assert said(http.put("/api/password/reset", json={**shown, "password": NEW})) == (410, "link.invalid")
        refreshed = http.post("/api/tokens/refresh", json={"refresh_token": pair["refresh_token"]})
        assert said(refreshed) == (401, "access.token_expired")
        assert http.get("/api/me").status_code == 401
        assert (code(http, ANN), code(http, ANN, NEW)) == ("access.wrong_password", 201)
        assert len(written(strict, ANN, "Your password was changed")) == 1
        assert [one for one in strict.deeds if "password" in one] == ["account.password_reset"]


def test_another_address_is_confirmed_there_and_told_here(strict: Running) -> None:
    """Until then the old one stays; links that went to the old one open nothing any more; a taken one is no news."""
    with client(strict.url) as http:
        for email in (ANN, BOB):
            join(http, email)
            confirm(strict, http, email)
        pair = http.post("/api/tokens", json={"email": ANN, "password": PASSWORD}).json()
        http.headers["Authorization"] = f"Bearer {pair['access_token']}"
        asked = {"email": "ann@new.example.org", "password": PASSWORD}
        assert said(http.put("/api/me/email", json={**asked, "password": "guess"}))[1] == "password.wrong"
        assert said(strict.http.put("/api/me/email", json=asked))[1] == "key.changes_no_address"
        assert said(http.put("/api/me/email", json={**asked, "email": BOB})) == (202, "")
        assert len(written(strict, BOB, "You have an account already")) == 1
        assert said(http.put("/api/me/email", json=asked)) == (202, "")
        http.post("/api/password/reset", json={"email": ANN})
        (old,) = written(strict, ANN, "A new password")
        assert http.get("/api/me").json()["email"] == ANN
        assert confirm(strict, http, "ann@new.example.org") == (204, "")
        assert http.get("/api/me").json()["email"] == "ann@new.example.org"
        assert len(written(strict, ANN, "Your address was changed")) == 1
        mail = [one for one in strict.deeds if one.startswith("account.email")]
        assert mail == [*["account.email_confirm"] * 2, *["account.email_asked"] * 2, "account.email"]
        assert said(http.put("/api/password/reset", json={"token": token(old, "reset"), "password": NEW})) == (
            410,
            "link.invalid",
        )


def test_nobody_is_flooded(running: Running) -> None:
    """Five letters to an address within a quarter of an hour; who has no account is counted alike."""
    with client(running.url) as http:
        join(http, "carl@example.org")
        for email in ("carl@example.org", "nobody@example.org"):
            answers = [http.post("/api/password/reset", json={"email": email}) for _ in range(6)]
            assert [said(answer) for answer in answers] == [(202, "")] * 5 + [(429, "access.too_many_letters")]
            assert 0 < int(answers[-1].headers["retry-after"]) <= 900


def test_the_page_of_the_links_changes_nothing_by_itself(running: Running) -> None:
    """Programs that look at links in mail open it; it asks for a button, and is kept by nobody."""
    with client(running.url) as http:
        page = http.get("/account")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.text.count("<button>") == 3


@given(
    st.text("aé\n.", max_size=20),
    st.sampled_from(["confirm", "reset"]),
    st.text("kö", max_size=3),
    st.integers(0, 200),
    st.sampled_from("Aa0._é"),
)
def test_a_signature_holds_for_its_text_and_purpose(text: str, purpose: str, key: str, place: int, other: str) -> None:
    """Whatever is changed in it, it is nobody's."""
    token = signed(key, purpose, text)
    assert signed_text(key, purpose, token) == text
    assert signed_text(key, f"{purpose}s", token) is None
    assert signed_text(f"{key}k", purpose, token) is None
    changed = token[: place % len(token)] + other + token[place % len(token) + 1 :]
    assert changed == token or signed_text(key, purpose, changed) is None
