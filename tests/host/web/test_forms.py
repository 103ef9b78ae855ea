"""Forms over HTTP: only our own pages send them, and they lead nowhere else."""

from typing import Any

import httpx
import pytest
from deltacrown_host.accounts.credentials import COOKIE

from tests.host.conftest import Running, client

LOGIN = {"email": "form@example.org", "password": "correct horse battery"}


@pytest.fixture(scope="module")
def browser(running: Running) -> Any:
    """A client with the session of an account."""
    with client(running.url) as http:
        made = http.post("/join", data={**LOGIN, "name": "Form"}, headers={"Origin": running.url})
        assert made.status_code == 303
        yield http


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_of_another_site_does_nothing(browser: httpx.Client, headers: dict[str, str]) -> None:
    """A cookie alone writes nothing: the browser must say that our own page sent the form."""
    answer = browser.post("/me/account/name", data={"name": "Stolen"}, headers=headers)
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/html")
    assert browser.get("/api/me").json()["name"] == "Form"


def test_one_is_signed_in_by_our_own_page_only(running: Running) -> None:
    """Otherwise somebody could be signed in to another's account without knowing."""
    with client(running.url) as http:
        answer = http.post("/sign-in", data=LOGIN, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_to_pages_of_ours_only(running: Running, browser: httpx.Client, address: str) -> None:
    """Whatever the link said that led to the form."""
    answer = browser.post("/sign-in", data={**LOGIN, "next": address}, headers={"Origin": running.url})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/me")


def test_a_form_without_files_takes_no_other_body(running: Running, browser: httpx.Client) -> None:
    """What is no form is turned away before it is read."""
    answer = browser.post("/me/account/name", json={"name": "x"}, headers={"Origin": running.url})
    assert answer.status_code == 415
