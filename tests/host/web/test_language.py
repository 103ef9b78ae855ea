"""The language of a page is chosen, remembered, and asked for by the browser."""

import httpx
import pytest
from deltacrown import Problem
from deltacrown_host.web.forms import Filled
from deltacrown_host.web.language import preferred, said, say, several, speaking
from deltacrown_host.web.templating import render
from deltacrown_host.web.view.times import when
from deltacrown_host.web.view.words import listed, money, ordinal

from tests.host.conftest import Running, client

BENGALI = {"Accept-Language": "bn-BD,bn;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("de, bn;q=0.3", "bn"), ("bn;q=0.2, en;q=0.9", "en"), ("bn;q=0, de", "en"), ("bn;q=x", "en")],
)
def test_a_browser_gets_the_language_it_would_rather_have(accepted: str, language: str) -> None:
    """The first of ours by weight; what a browser sends may be nonsense."""
    assert preferred(accepted) == language


def test_messages_have_their_values_and_digits() -> None:
    """Numbers, places, amounts and times are written as the language writes them."""
    assert several("{count} takes part", "{count} take part", 1) == "1 takes part"
    with speaking("bn"):
        assert several("{count} takes part", "{count} take part", 12) == "১২ জন অংশ নিচ্ছেন"
        assert [ordinal(rank) for rank in (1, 2, 4, 6, 11)] == ["১ম", "২য়", "৪র্থ", "৬ষ্ঠ", "১১তম"]
        assert listed(["ক", "খ", "গ"]) == "ক, খ ও গ"
        assert money(123_450, "BDT") == "১,২৩৪.৫০ BDT"
        assert when("2026-11-24T15:09:00+00:00") == "মঙ্গল ২৪ নভে, ১৫:০৯ UTC"
        assert say("a message of a plugin: {n}", n=3) == "a message of a plugin: ৩"
    assert say("{count} take part", count=12) == "12 take part"


def test_what_others_call_things_is_known_by_its_pattern() -> None:
    """A format says "Round 12" and knows of no language; what is not known stays as it is."""
    with speaking("bn"):
        assert said("Losers' round 12") == "লুজার্স রাউন্ড ১২"
        assert said("A stranger's round") == "A stranger's round"
        assert Filled(problems=(Problem("x", "Quarter-finals", "a"),)).of("a") == ("কোয়ার্টার ফাইনাল।",)
    assert said("Losers' round 12") == "Losers' round 12"


def test_a_value_is_escaped_in_a_template_and_an_element_of_the_message_is_not() -> None:
    """Whatever a team is called."""
    team = {"id": "t", "name": "<b>", "members": ()}
    values = {"now": (), "coming": (), "playing": (), "past": (), "running": (), "teams": (), "form": Filled()}
    me = {"name": "x", "organizes": False, "administers": False}
    text = render("own.html", invitations=[team], blank=Filled(), done="", **values | {"me": me})
    assert "<strong>&lt;b&gt;</strong> asks you to join." in text


def test_a_choice_is_remembered_and_goes_before_what_the_browser_says(running: Running) -> None:
    """Without a script: a form in the foot of every page, which leads back to where one was."""
    with client(running.url) as http:
        assert '<html lang="en">' in http.get("/sign-in").text
        page = http.get("/sign-in", headers=BENGALI)
        assert '<html lang="bn">' in page.text
        assert "সাইন ইন" in page.text
        assert page.headers["vary"] == "accept-language, cookie"
        _choose(http, running.url, "en", f"{running.url}/sign-in?next=/me", "/sign-in?next=/me")
        assert '<html lang="en">' in http.get("/sign-in", headers=BENGALI).text
        _choose(http, running.url, "bn", "https://elsewhere.example/x", "/")
        _choose(http, running.url, "bn", f"{running.url}//elsewhere.example/", "/")
        refused = http.post("/sign-in", data={"email": "", "password": ""}, headers={"Origin": running.url})
        assert "এই ঠিকানা ও পাসওয়ার্ডে কোনো অ্যাকাউন্ট নেই।" in refused.text


def _choose(http: httpx.Client, url: str, language: str, referer: str, back: str) -> None:
    headers = {"Origin": url, "Referer": referer}
    answer = http.post("/language", data={"language": language}, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, back)
