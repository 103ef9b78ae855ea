"""Looking around in a bracket: following an entrant, asking what if, going back in time, peeking at reasons."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
from deltacrown_host.demo.playing import TOURNAMENT, announce, play, start
from deltacrown_host.demo.world_cup import WorldCup
from playwright.sync_api import Page, expect

from tests.end_to_end.walking import sound

BEFORE_THE_QUARTER_FINALS = 56


@pytest.fixture(scope="module")
def under_way(tmp_path_factory: pytest.TempPathFactory, hosting: Callable[..., Any], cup: WorldCup) -> Iterator[str]:
    """The page of a World Cup before its quarter-finals."""
    with hosting(tmp_path_factory.mktemp("under_way")) as host:
        with host.api as api:
            announce(api, cup)
            start(api)
            for _ in islice(play(api, cup), BEFORE_THE_QUARTER_FINALS):
                pass
        yield f"{host.address}/t/{TOURNAMENT}"


def bracket(page: Page) -> Any:
    return page.get_by_role("region", name="Knock-out: bracket")


def test_a_bracket_is_walked_through_by_keyboard(under_way: str, visit: Callable[..., Any]) -> None:
    """Focus marks an entrant everywhere, Enter holds it, Escape lets go; a round is jumped to, a reason peeked at."""
    visitor = visit(under_way, width=390, still=True)
    page = visitor.page
    bracket(page).get_by_role("link", name="Argentina").first.focus()
    expect(page.locator(".me")).to_have_count(6)
    page.keyboard.press("Enter")
    expect(page.locator(".followed-bar")).to_contain_text("Argentina")
    page.get_by_role("button", name="Next match", exact=True).click()
    expect(bracket(page).locator(".column").nth(1).locator(".me")).to_be_in_viewport()
    sound(page)
    page.keyboard.press("Escape")
    expect(page.locator(".followed-bar")).to_have_count(0)
    page.get_by_role("navigation", name="Rounds: Knock-out").get_by_role("link", name="Final", exact=True).press(
        "Enter"
    )
    expect(bracket(page).locator(".column-last .card").first).to_be_in_viewport()
    bracket(page).press("-")
    expect(page.locator(".bracket-tools output")).to_have_text("80%")
    page.get_by_role("link", name="1: why Netherlands stands here").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Criterion points")
    sound(page)
    assert visitor.errors == []


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_what_if_and_back_in_time(under_way: str, visit: Callable[..., Any], script: bool) -> None:  # noqa: FBT001 - a parameter
    """Winners are chosen until there is a champion; the past is as it was; each has an address, and now is unchanged."""
    visitor = visit(under_way, script=script, still=True)
    page = visitor.page
    page.get_by_role("link", name="What if?").click()
    for number in range(8):
        expect(page.locator(".imagined")).to_have_count(number)
        bracket(page).locator(".card:not(.imagined) .pick").last.click()
    expect(page.get_by_role("list", name="Podium")).to_contain_text("Portugal")
    assert page.url.count("if=") == 8
    if script:
        page.go_back()
        expect(page.locator(".imagined")).to_have_count(7)
    page.get_by_role("link", name="As it really is").click()
    expect(page.locator(".imagined")).to_have_count(0)
    page.get_by_role("link", name="Result before").click()
    expect(page.locator("#timeline")).to_contain_text("Morocco")
    expect(page.locator("#figure")).to_contain_text("55")
    assert "?at=" in page.url
    if script:
        sound(page)
    page.get_by_role("link", name="Back to now").click()
    expect(page.locator("#figure")).to_contain_text("56")
    assert visitor.errors == []


def test_pages_beside_the_tournament_are_sound(under_way: str, visit: Callable[..., Any]) -> None:
    """Its entrants, one of them, its schedule and a match: on a telephone, in the light and in the dark."""
    page = visit(f"{under_way}/entrants?q=bra", width=390).page
    sound(page)
    page.get_by_role("link", name="Brazil").click()
    expect(page.get_by_role("list").filter(has_text="Brazil 4\N{EN DASH}1 South Korea").first).to_be_visible()
    page.get_by_text("Why?").first.click()
    sound(page)
    page.get_by_role("link", name="Knock-out: Quarter-final").click()
    page.get_by_text("Why do these meet?").click()
    expect(page.locator("#known")).to_contain_text("Brazil")
    sound(page)
    page.goto(f"{under_way}/schedule")
    sound(page)
