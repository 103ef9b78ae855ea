"""A ladder played over HTTP: challenges, a newcomer, and the end."""

from typing import Any

LADDER = [{"key": "ladder", "format": "ladder", "options": {"reach": 2}}]


def test_a_ladder_is_played_over_http(running: Any) -> None:
    """Challenges and the closing are commands like any other; the standings are the ladder at any moment."""
    cup = running.cup(tuple("abcd"), stages=LADDER)
    assert standings(cup) == "abcd"
    far = cup.post("commands", {"type": "ArrangeMatch", "stage": "ladder", "entrants": ["d", "a"]})
    assert (far.status_code, far.json()["code"]) == (400, "ladder.out_of_reach")
    challenge(cup, "c", "a", 2, 0)
    assert standings(cup) == "cbad"
    assert cup.register("e").status_code == 201
    challenge(cup, "e", "a", 1, 0)
    assert standings(cup) == "cbeda"
    assert cup.get().json()["phase"] == "live"
    closed = cup.post("commands", {"type": "CloseStage", "stage": "ladder"})
    assert closed.status_code == 200, closed.text
    assert cup.get().json()["phase"] == "completed"
    page = cup.on.http.get(f"/t/{cup.id}", headers={"accept": "text/html"})
    assert page.status_code == 200


def challenge(cup: Any, challenger: str, challenged: str, *points: int) -> None:
    body = {"type": "ArrangeMatch", "stage": "ladder", "entrants": [challenger, challenged]}
    answer = cup.post("commands", body)
    assert answer.status_code == 200, answer.text
    (match,) = cup.matches()
    assert match["entrants"] == [challenger, challenged]
    assert cup.report(match["key"], *points, stage="ladder").status_code == 200


def standings(cup: Any) -> str:
    return "".join(line["entrant"] for line in cup.get("stages/ladder/standings").json()["standings"])
