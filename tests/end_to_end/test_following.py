"""The browser's module that follows a tournament, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deltacrown_host.demo.playing import TOURNAMENT, announce, start
from deltacrown_host.demo.world_cup import WorldCup
from playwright.sync_api import Page, expect

# The host's pages forbid what Playwright's own waiting would evaluate, so that what is heard is shown.
FOLLOW = """async (tournament) => {
  const { follow } = await import("/static/follow.js");
  window.seqs = [];
  const say = (word) => (document.body.dataset.said = word);
  follow(`/ws/tournament/${tournament}`, {
    event: ({ seq }) => (document.body.dataset.seq = window.seqs[window.seqs.push(seq) - 1]),
    state: say,
    lost: say,
  });
}"""


def followed(page: Page, name: str, value: object) -> None:
    """Wait until the page has heard it."""
    expect(page.locator("body")).to_have_attribute(f"data-{name}", str(value), timeout=20_000)


def test_nothing_is_missed_or_doubled_over_restarts(
    tmp_path: Path, hosting: Callable[..., Any], visit: Callable[..., Any], cup: WorldCup
) -> None:
    """Twice the server goes away, and somebody writes before the browser is back: every number once, in order."""
    with hosting(tmp_path) as host, host.api as api:
        announce(api, cup)
        start(api)
        page = visit(host.address).page
        page.evaluate(FOLLOW, TOURNAMENT)
        followed(page, "said", "live")
    for command in ({"type": "FreezeTournament", "reason": "power cut"}, {"type": "UnfreezeTournament"}):
        followed(page, "said", "waiting")
        with hosting(tmp_path, urlsplit(host.address).port) as again, again.api as api:
            api.send("POST", f"/{TOURNAMENT}/commands", command["type"], command)
            version = len(api.journal().splitlines())
            followed(page, "seq", version)
    assert page.evaluate("window.seqs") == list(range(1, version + 1))


def test_it_says_where_there_is_nothing_to_follow(host: Any, visit: Callable[..., Any]) -> None:
    """A tournament that is not there is not asked for again and again."""
    page = visit(host.address).page
    page.evaluate(FOLLOW, "nowhere")
    followed(page, "said", 4404)
