"""A battle royale over HTTP: lobbies reported with kills, and standings that say what was scored for what."""

from typing import Any

STAGES = [{"key": "games", "format": "battle_royale", "options": {"games": 2, "placement_points": [10, 6, 5]}}]


def test_the_standings_show_what_was_scored_for_what(running: Any) -> None:
    """Lobbies won, points for places, kills and the total, in the API and on the page."""
    cup = running.cup(tuple("abc"), stages=STAGES)
    score = {"points": [0, 2, 1], "stats": {"kills": [7, 0, 2]}}
    report = cup.post("commands", {"type": "ReportResult", "stage": "games", "match": "G1-1", "score": score})
    assert report.status_code == 200
    lines = cup.get("stages/games/standings").json()["standings"]
    assert [(line["entrant"], line["tallies"]) for line in lines] == [
        ("a", {"wins": 0, "placement_points": 5, "kills": 7, "total": 12}),
        ("b", {"wins": 1, "placement_points": 10, "kills": 0, "total": 10}),
        ("c", {"wins": 0, "placement_points": 6, "kills": 2, "total": 8}),
    ]
    page = running.http.get(f"/t/{cup.id}").text
    heads = [f'<abbr title="{title}">' for title in ("Lobbies won", "Placement points", "Kills")]
    assert [page.count(head) for head in heads] == [1, 1, 1]
    assert "<td>0</td><td>5</td><td>7</td><td>12</td>" in page
