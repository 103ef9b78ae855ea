"""The page can be read by anyone: without a script, on a telephone, with a keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"

# Asked once and answered by an event: the page's policy forbids what Playwright's own polling would evaluate.
SCROLLED = """
region => new Promise(done => {
    if (region.scrollLeft > 0) done();
    else region.addEventListener("scroll", () => done(), { once: true });
})
"""


def test_everything_is_there_without_a_script(played: str, visit: Callable[..., Any]) -> None:
    """Tables, bracket, podium and reasons come from the server; no connection is claimed."""
    page = visit(played, script=False).page
    expect(page.get_by_role("list", name="Podium").locator(".podium-name")).to_have_text(
        ["Argentina", "France", "Croatia"]
    )
    expect(page.get_by_role("table")).to_have_count(8)
    expect(page.get_by_role("article", name="Group H").locator(".ties")).to_contain_text(
        "South Korea above Uruguay by goals scored: 4 to 2"
    )
    expect(page.locator("#connection")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_page_is_never_wider_than_the_screen(played: str, visit: Callable[..., Any], width: int) -> None:
    """Only the bracket may scroll sideways, within itself."""
    visitor = visit(played, width=width)
    assert visitor.page.evaluate(OVERFLOW) <= 0
    bracket = visitor.page.get_by_role("region", name="Knock-out: bracket")
    scrolls = bracket.evaluate("region => region.scrollWidth > region.clientWidth")
    assert scrolls == (width < 1024)
    assert visitor.errors == []


def test_the_keyboard_reaches_what_scrolls(played: str, visit: Callable[..., Any]) -> None:
    """The first stop skips to the content, and the bracket can be focused so that arrow keys scroll it."""
    page = visit(played, width=390).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    bracket = page.get_by_role("region", name="Knock-out: bracket")
    bracket.focus()
    expect(bracket).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.evaluate(SCROLLED, bracket.element_handle())


def test_the_list_leads_to_the_tournament(played: str, visit: Callable[..., Any]) -> None:
    """The first page names every tournament and links to its page."""
    page = visit(played.rsplit("/t/", 1)[0]).page
    page.get_by_role("link", name="FIFA World Cup 2022").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("FIFA World Cup 2022")


def test_a_page_that_is_not_there_says_so_in_words(played: str, visit: Callable[..., Any]) -> None:
    """An unknown tournament is a page too, with the way back."""
    visitor = visit(f"{played}-not")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("No such tournament")
    expect(visitor.page.get_by_role("link", name="See all tournaments")).to_be_visible()
