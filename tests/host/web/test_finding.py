"""Finding tournaments: in the list, by searchers, and where somebody links to one."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any

STAGES = [{"key": "ko", "format": "single_elimination"}]
LEAGUE = [{"key": "league", "format": "round_robin"}]


def named(running: Any, name: str, stages: Any = STAGES, **more: Any) -> str:
    made = running.http.post("/api/tournaments", json={"name": name, "stages": stages, **more})
    tournament: str = made.json()["tournament"]
    assert running.http.post(f"/api/tournaments/{tournament}/open-registration").status_code == 200
    return tournament


def listed(running: Any, query: str) -> list[str]:
    text = running.http.get(f"/?{query}").text
    return [unescape(name) for name in re.findall(r"<strong>([^<]*)</strong>", text)]


def test_the_list_is_narrowed_and_turned_a_page_at_a_time(running: Any) -> None:
    """By name, format, state and day; an empty field asks nothing, and what cannot be read is left out."""
    named(running, "Xylo Cup", starts_at="2031-05-02T10:00:00Z")
    named(running, "Xylo League", LEAGUE, starts_at="2031-05-09T10:00:00Z")
    empty = "&game=&phase=&format=&since=&until=&cursor="
    assert listed(running, f"q=xylo{empty}") == ["Xylo League", "Xylo Cup"]
    assert listed(running, "q=xylo&format=round_robin") == ["Xylo League"]
    assert listed(running, "q=xylo&since=2031-05-01&until=2031-05-02") == ["Xylo Cup"]
    assert listed(running, "q=xylo&phase=live") == []
    assert listed(running, "q=xylo&since=tomorrow&cursor=nonsense&until=9999-12-31") == ["Xylo League", "Xylo Cup"]
    for number in range(51):
        named(running, f"Many {number:02}")
    first = running.http.get("/?q=many").text
    more = re.search(r'href="(/\?q=many&amp;cursor=[^"]+)" rel="next"', first)
    assert more
    assert listed(running, unescape(more[1]).removeprefix("/?")) == ["Many 00"]


def test_searchers_and_links_are_told_what_it_is(running: Any) -> None:
    """The sitemap names it, robots are told where that is, a link has a picture and words, and machines read the rest."""
    cup = running.cup("abcd")
    base = str(running.http.base_url).rstrip("/")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    sitemap = ET.fromstring(running.http.get("/sitemap.xml").text)  # noqa: S314 - our own
    assert f"{base}/t/{cup.id}" in [place.text for place in sitemap.iter(f"{space}loc")]
    assert f"Sitemap: {base}/sitemap.xml" in running.http.get("/robots.txt").text.splitlines()
    text = running.http.get(f"/t/{cup.id}").text
    assert f'property="og:image" content="{base}/t/{cup.id}/preview.png"' in text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    said = json.loads(found[1])
    assert (said["@type"], said["url"], len(said["competitor"])) == ("SportsEvent", f"{base}/t/{cup.id}", 4)
    assert "noindex" not in text
    assert "noindex" in running.http.get(f"/t/{cup.id}?at=3").text
