"""A tournament on somebody else's site: by one line and an element, or in a frame."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from threading import Thread
from typing import Any

import pytest
from deltacrown_host.demo.playing import TOURNAMENT, announce, play, start
from deltacrown_host.demo.world_cup import WorldCup
from playwright.sync_api import expect

from tests.end_to_end.walking import sound

SITE = """<!doctype html><html lang="en"><head><title>Our club</title>
<style>deltacrown-bracket {{ --deltacrown-paper: rgb(16, 36, 63); --deltacrown-ink: #fff; --deltacrown-muted: #cde;
  --deltacrown-card: #17325a; --deltacrown-accent: #ff9a7a; color-scheme: dark }}</style>
<script src="{host}/static/embed.js" async></script></head><body><main><h1>Our club</h1>
<deltacrown-bracket src="{host}/t/{cup}" stage="groups"></deltacrown-bracket>
<iframe title="The same in a frame" src="{host}/embed/{cup}?stage=knockout" width="700" height="500"></iframe>
</main></body></html>"""
IN_GROUPS = 48


@pytest.fixture
def club() -> Iterator[Callable[[str], str]]:
    """A site of somebody else's: its address, once it is said what its page is."""
    page = bytearray()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads what it is asked."""

    def show(text: str) -> str:
        page[:] = text.encode()
        return f"http://localhost:{server.server_port}/"

    with ThreadingHTTPServer(("localhost", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield show
        server.shutdown()


def test_a_site_shows_a_tournament_by_one_line(
    host: Any, visit: Callable[..., Any], cup: WorldCup, club: Callable[[str], str]
) -> None:
    """It comes from elsewhere without a complaint, moves by itself, looks as the site wants; a frame does without it."""
    with host.api as api:
        announce(api, cup)
        start(api)
        results = play(api, cup)
        visitor = visit("about:blank", still=True)
        page = visitor.page
        page.goto(club(SITE.format(host=host.address, cup=TOURNAMENT)))
        shown = page.locator("deltacrown-bracket")
        expect(shown.get_by_role("table")).to_have_count(8)
        assert shown.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(16, 36, 63)"
        next(results)
        expect(shown.locator("tbody tr").first).to_contain_text("Ecuador")
        expect(shown.get_by_role("link", name="Ecuador", exact=True)).to_have_attribute(
            "href", f"{host.address}/t/{TOURNAMENT}/e/ECU"
        )
        sound(page)
        for _ in islice(results, IN_GROUPS - 1):
            pass
        page.locator("iframe").scroll_into_view_if_needed()
        framed = page.frame_locator("iframe").locator("deltacrown-bracket")
        expect(framed.locator(".card").first).to_contain_text("Netherlands")
    assert visitor.errors == []
