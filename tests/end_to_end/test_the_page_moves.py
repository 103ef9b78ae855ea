"""The page follows the tournament over its socket, without being loaded again."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deltacrown_host.demo.playing import TOURNAMENT, announce, play, start
from deltacrown_host.demo.world_cup import WorldCup
from playwright.sync_api import Locator, Page, expect

MATCHES_IN_GROUPS = 48


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


def podium(page: Page) -> Locator:
    return page.get_by_role("list", name="Podium").locator(".podium-name")


def test_a_whole_world_cup_moves_an_open_page(host: Any, visit: Callable[..., Any], cup: WorldCup) -> None:
    """From the list of entrants to the podium, the page moves by itself, in silence, and asks nobody else."""
    with host.api as api:
        announce(api, cup)
        visitor = visit(f"{host.address}/t/{TOURNAMENT}")
        page = visitor.page
        expect(page.locator("#connection")).to_have_text("Live")
        expect(page.locator(".entrants li")).to_have_count(32)
        page.evaluate("window.loaded = 'once'")

        start(api)
        results = play(api, cup)
        expect(group(page, "Group A").locator("tbody tr")).to_have_count(4)
        expect(page.get_by_role("region", name="Knock-out: bracket")).to_contain_text("1st of Group A")

        next(results)
        first = group(page, "Group A").locator("tbody tr").first
        expect(first.get_by_role("rowheader")).to_contain_text("Ecuador")
        expect(first.locator(".points")).to_have_text("3")
        expect(page.locator("#announcer")).to_contain_text("0\N{EN DASH}2")

        for _ in islice(results, MATCHES_IN_GROUPS - 1):
            pass
        bracket = page.get_by_role("region", name="Knock-out: bracket")
        expect(bracket.locator(".cell").first).to_contain_text("Netherlands")
        expect(group(page, "Group C").locator(".ties")).to_contain_text(
            "Poland above Mexico by goal difference: 0 to \N{MINUS SIGN}1"
        )

        for _ in results:
            pass
        expect(podium(page)).to_have_text(["Argentina", "France", "Croatia"])
        final = bracket.locator(".column-last .cell")
        expect(final.locator(".won")).to_contain_text("Argentina")
        expect(final).to_contain_text("4\N{EN DASH}2 shootout")
        assert page.evaluate("window.loaded") == "once"
    assert visitor.errors == []
    assert {urlsplit(url).hostname for url in visitor.requests} == {"127.0.0.1"}


def test_the_page_catches_up_after_the_server_was_away(
    tmp_path: Path, hosting: Callable[..., Any], visit: Callable[..., Any], cup: WorldCup
) -> None:
    """A lost connection is said, tried again, and what was missed meanwhile comes in."""
    with hosting(tmp_path) as host, host.api as api:
        announce(api, cup)
        start(api)
        page = visit(f"{host.address}/t/{TOURNAMENT}").page
        expect(page.locator("#connection")).to_have_text("Live")
    expect(page.locator("#connection")).to_contain_text("Connecting again")
    page.evaluate("window.loaded = 'once'")
    with hosting(tmp_path, int(host.address.rsplit(":", 1)[1])) as again, again.api as api:
        next(play(api, cup))
        expect(page.locator("#connection")).to_have_text("Live", timeout=15_000)
        expect(group(page, "Group A").locator("tbody tr").first).to_contain_text("Ecuador")
        assert page.evaluate("window.loaded") == "once"


def test_changes_flash_unless_motion_is_unwanted(host: Any, visit: Callable[..., Any], cup: WorldCup) -> None:
    """Whoever asked for less motion sees results appear, and nothing else."""
    with host.api as api:
        announce(api, cup)
        start(api)
        lively = visit(f"{host.address}/t/{TOURNAMENT}").page
        still = visit(f"{host.address}/t/{TOURNAMENT}", still=True).page
        for page in (lively, still):
            expect(page.locator("#connection")).to_have_text("Live")
            page.evaluate("""() => {
                window.flashes = 0;
                const animate = Element.prototype.animate;
                Element.prototype.animate = function (...given) { window.flashes++; return animate.apply(this, given); };
            }""")
        next(play(api, cup))
        for page in (lively, still):
            expect(group(page, "Group A").locator("tbody tr").first).to_contain_text("Ecuador")
    assert lively.evaluate("window.flashes") > 0
    assert still.evaluate("window.flashes") == 0
