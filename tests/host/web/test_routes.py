"""The pages over HTTP: what is sent, what may be kept, and what the browser is told not to do."""

import re
from pathlib import Path
from typing import Any

import deltacrown_host.web
import pytest

WEB = Path(deltacrown_host.web.__file__).parent
LINKED = re.compile(r"""(?:href|src)="(/static/[^"]+)"|url\("(/[^"]+)"\)""")
LARGEST_MODULE_BYTES = 2000
LARGEST_BRACKET_BYTES = 10_000
LARGEST_ELEMENT_BYTES = 15_000
LARGEST_SCRIPT_BYTES = 3000
STAGES = [{"key": "ko", "format": "single_elimination"}]


def test_the_moving_part_is_tagged_by_what_it_shows(running: Any) -> None:
    """While nothing has happened the answer is 304; after a result it is another part with another tag."""
    cup = running.cup("abcd")
    first = running.http.get(f"/t/{cup.id}/live")
    tag = first.headers["etag"]
    assert first.status_code == 200
    assert f'data-version="{cup.version}"' in first.text
    again = running.http.get(f"/t/{cup.id}/live", headers={"If-None-Match": tag})
    assert (again.status_code, again.text) == (304, "")
    cup.report("R1-1", 2, 1)
    moved = running.http.get(f"/t/{cup.id}/live", headers={"If-None-Match": tag})
    assert moved.status_code == 200
    assert moved.headers["etag"] != tag
    assert running.http.get(f"/t/{cup.id}/live").text == moved.text


def test_the_whole_page_contains_the_moving_part(running: Any) -> None:
    """One set of templates: what the script puts in later is what the server rendered at first."""
    cup = running.cup("abcd")
    part = running.http.get(f"/t/{cup.id}/live").text
    assert part.strip() in running.http.get(f"/t/{cup.id}").text


def test_pages_hold_nothing_that_the_policy_forbids(running: Any) -> None:
    """No inline script, style or handler, and no address but our own: the policy is default-src 'self'."""
    cup = running.cup("abcd")
    cup.play()
    for path in ("/", f"/t/{cup.id}", "/t/nowhere"):
        answer = running.http.get(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=|[^>]*ld\+json)", answer.text)
        assert not re.search(r"""(?:href|src)="(?:https?:)?//""", answer.text)


def test_everything_that_pages_link_to_is_there(running: Any) -> None:
    """Style sheets, the script and pictures, those named in style sheets too; each may be kept for a while."""
    linked = {
        found[0] or found[1]
        for file in [*WEB.glob("templates/*.html"), *WEB.glob("static/*.css")]
        for found in LINKED.findall(file.read_text())
    }
    assert {path.split("?")[0].rsplit(".", 1)[1] for path in linked} == {"css", "js", "svg", "ttf"}
    for path in linked:
        answer = running.http.get(path.split("?")[0])
        assert answer.status_code == 200, path
        assert "max-age" in answer.headers["cache-control"]


def test_the_script_stays_small() -> None:
    """Whoever reads on a slow line should not wait for what they can do without."""
    assert (WEB / "static" / "live.js").stat().st_size <= LARGEST_SCRIPT_BYTES
    assert (WEB / "static" / "follow.js").stat().st_size <= LARGEST_MODULE_BYTES
    assert (WEB / "static" / "bracket.js").stat().st_size <= LARGEST_BRACKET_BYTES
    assert (WEB / "static" / "embed.js").stat().st_size <= LARGEST_ELEMENT_BYTES


def test_any_site_may_show_what_everyone_may_see(running: Any) -> None:
    """The part and the stream may be read from anywhere; a page may be framed by anyone if it is made for that."""
    cup = running.cup("abcd")
    elsewhere = {"Origin": "https://club.example"}
    part = running.http.get(f"/embed/{cup.id}/part", headers=elsewhere)
    assert part.headers["access-control-allow-origin"] == "*"
    again = running.http.get(f"/embed/{cup.id}/part", headers={**elsewhere, "If-None-Match": part.headers["etag"]})
    assert (again.status_code, again.headers["access-control-allow-origin"]) == (304, "*")
    assert 'class="card' not in running.http.get(f"/embed/{cup.id}/part?stage=other").text
    framed = running.http.get(f"/embed/{cup.id}")
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert part.text in framed.text
    assert "access-control-allow-origin" not in running.http.get(f"/t/{cup.id}", headers=elsewhere).headers


@pytest.mark.parametrize("path", ["/t/nowhere", "/t/nowhere/live"])
def test_an_unknown_tournament_is_a_page_with_404(running: Any, path: str) -> None:
    """People get words and the way back, not a problem document."""
    answer = running.http.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "No such tournament" in answer.text


def test_the_list_names_tournaments_and_escapes_them(running: Any) -> None:
    """A name is text, whatever is in it."""
    created = running.http.post("/api/tournaments", json={"name": "<b>Cup</b> & Sons", "stages": STAGES}).json()
    assert running.http.post(f"/api/tournaments/{created['tournament']}/open-registration").status_code == 200
    text = running.http.get("/").text
    assert f'href="/t/{created["tournament"]}"' in text
    assert "&lt;b&gt;Cup&lt;/b&gt; &amp; Sons" in text
