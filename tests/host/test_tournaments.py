"""A tournament's life over HTTP."""

from typing import Any

import pytest
from deltacrown import Engine, read_lines, verify

GROUPS_THEN_KNOCKOUT = [
    {"key": "groups", "format": "round_robin", "options": {"groups": 2}},
    {
        "key": "ko",
        "format": "single_elimination",
        "options": {"third_place": True},
        "sources": [{"stage": "groups", "rank": rank, "table": f"Group {group}"} for rank in (1, 2) for group in "AB"],
    },
]


def test_a_whole_tournament_is_played_and_its_journal_verifies(running: Any) -> None:
    """From the draft to the placements, each step is a request; the journal that comes out is what the rules yield."""
    cup = running.cup("abcdefgh", GROUPS_THEN_KNOCKOUT)
    cup.play()
    seen = cup.get().json()
    assert (seen["phase"], seen["stages"]) == ("completed", ["groups", "ko"])
    assert [line["rank"] for line in seen["placements"]] == [1, 2, 3, 4, 5, 5, 7, 7]
    answer = cup.get("journal")
    assert answer.headers["content-disposition"] == f'attachment; filename="{cup.id}.jsonl"'
    verdict = verify(Engine(), read_lines(answer.text.splitlines()))
    assert (verdict.holds, verdict.events) == (True, seen["version"])


def test_a_new_tournament_says_where_it_is(running: Any) -> None:
    """Creating answers 201 with the address, and the server makes an id where none is asked for."""
    body = {"name": "Cup", "stages": [{"key": "ko", "format": "single_elimination"}]}
    created = running.http.post("/api/tournaments", json=body)
    assert created.status_code == 201
    seen = running.http.get(created.headers["location"]).json()
    assert (seen["id"], seen["phase"], seen["version"]) == (created.json()["tournament"], "draft", 1)
    assert seen["settings"]["stages"] == body["stages"]


def test_creating_twice_under_one_key_makes_one_tournament(running: Any) -> None:
    """A repeated creation finds the tournament that the first one made, though no id was sent."""
    body = {"name": "Cup", "stages": [{"key": "ko", "format": "single_elimination"}]}
    headers = {"Idempotency-Key": "create-once-1"}
    first, second = (running.http.post("/api/tournaments", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    other = running.http.post("/api/tournaments", json=body | {"name": "Other"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")


def test_tournaments_are_listed_newest_first_page_by_page(serve: Any) -> None:
    """The list holds every tournament once, the most recently changed first."""
    with serve() as running:
        made = [running.cup(()).id for _ in range(53)]
        first = running.http.get("/api/tournaments").json()
        second = running.http.get("/api/tournaments", params={"cursor": first["next"]}).json()
        assert [line["id"] for line in first["tournaments"] + second["tournaments"]] == made[::-1]
        assert second["next"] is None
        drafts = running.http.get("/api/tournaments", params={"phase": "draft"}).json()
        assert drafts["tournaments"] == []


def test_reading_is_conditional_on_the_version(running: Any) -> None:
    """The ETag of everything read of a tournament is its version; 304 while nothing has happened."""
    cup = running.cup()
    for path in ("", "entrants", "stages", "stages/ko/standings", "matches", "matches/ko/R1-1"):
        answer = cup.get(path)
        assert answer.headers["etag"] == f'"{cup.version}"', path
        known = {"If-None-Match": f'"7", W/{answer.headers["etag"]}'}
        again = cup.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b""), path
    cup.report("R1-1", 1, 0)
    assert cup.get("matches", headers=known).status_code == 200


def test_a_write_on_the_newest_version_is_taken(running: Any) -> None:
    """`If-Match` with the version that the caller has seen lets the write through, and answers the next version."""
    cup = running.cup()
    answer = cup.report("R1-1", 1, 0, if_match=f'"{cup.version}"')
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{cup.version}"'


def test_a_repeated_command_is_answered_the_same(running: Any) -> None:
    """The same key with the same content has one effect and one answer, even after the world has moved on."""
    cup = running.cup()
    first = cup.report("R1-1", 2, 1, idempotency_key="result-1")
    cup.report("R1-2", 2, 1)
    journal = cup.journal
    again = cup.report("R1-1", 2, 1, idempotency_key="result-1", if_match='"1"')
    assert (again.status_code, again.json()) == (200, first.json())
    assert cup.journal == journal


def test_display_names_live_beside_the_journal(running: Any) -> None:
    """People see names; the journal never does."""
    cup = running.cup(())
    cup.register("t1", "Zoë & Søn <b>")
    cup.register("t2")
    cup.post("start")
    assert [line["name"] for line in cup.get("entrants").json()["entrants"]] == ["Zoë & Søn <b>", "T2"]
    assert cup.matches()[0]["names"] == ["Zoë & Søn <b>", "T2"]
    assert "Zoë" not in cup.journal


def test_an_entrant_may_withdraw(running: Any) -> None:
    """Whoever withdraws during play gives their matches to the opponents."""
    cup = running.cup()
    assert running.http.delete(f"{cup.path}/entrants/a").status_code == 200
    stand = [line["status"] for line in cup.get("entrants").json()["entrants"]]
    assert stand == ["withdrawn", "taking_part", "taking_part", "taking_part"]
    decided = cup.matches("forfeit")[0]
    assert (decided["outcome"]["winner"], decided["outcome"]["how"]) == ("d", "walkover")


def test_standings_give_numbers_and_reasons(running: Any) -> None:
    """Every line says what placed it below the one above, and the steps hold the numbers that were compared."""
    cup = running.cup("abc", [{"key": "group", "format": "round_robin"}])
    for match in cup.matches():
        better = match["entrants"][0] < match["entrants"][1]
        cup.report(match["key"], *((2, 0) if better else (0, 1)), stage="group")
    seen = cup.get("stages/group/standings").json()
    assert seen["final"]
    assert [(line["rank"], line["entrant"], line["reason"]) for line in seen["standings"]] == [
        (1, "a", ""),
        (2, "b", "points"),
        (3, "c", "points"),
    ]
    assert seen["standings"][0]["record"]["points"] == 6
    assert seen["steps"][0]["criterion"] == "points"
    assert seen["steps"][0]["values"] == {"a": 6, "b": 3, "c": 0}


def test_a_tie_is_settled_by_a_decision_from_outside(running: Any) -> None:
    """Where the rules leave open who goes on, the tournament waits for the decision, and takes it as the reason."""
    stages = [
        {"key": "group", "format": "round_robin"},
        {
            "key": "ko",
            "format": "single_elimination",
            "sources": [{"stage": "group", "rank": 1}, {"stage": "group", "rank": 2}],
        },
    ]
    cup = running.cup("abc", stages)
    for match in cup.matches():
        cup.report(match["key"], 1, 1, stage="group")
    assert sorted(cup.get().json()["unresolved"]) == ["a", "b", "c"]
    settled = cup.post("ties", {"stage": "group", "order": ["c", "a", "b"], "method": "drawing_of_lots"})
    assert settled.status_code == 200
    assert cup.matches()[0]["entrants"] == ["c", "a"]


def test_a_tournament_may_be_cancelled(running: Any) -> None:
    """A cancelled tournament takes no more results, and keeps the reason in its journal."""
    cup = running.cup()
    assert cup.post("cancel", {"reason": "rain"}).status_code == 200
    assert cup.get().json()["phase"] == "cancelled"
    assert cup.report("R1-1", 1, 0).json()["code"] == "tournament.wrong_phase"
    assert cup.get("events", params={"after": cup.version - 1}).json()["events"][0]["event"]["reason"] == "rain"


@pytest.mark.parametrize("seed", ["", "a seed"])
def test_the_seed_of_the_draw_is_recorded(running: Any, seed: str) -> None:
    """Anyone can repeat the draw: its seed is in the events."""
    cup = running.cup(())
    for entrant in "abcd":
        cup.register(entrant)
    cup.post("start", {"seed": seed})
    events = cup.get("events", params={"after": 6}).json()["events"]
    assert events[0]["event"].get("seed", "") == seed


def test_everything_about_an_entrant_and_the_prize_is_shown(running: Any) -> None:
    """Club and pot are kept for the seeding; shares of the prize are shown once they are settled, and add up."""
    prize = {"pool": {"currency": "EUR", "amount": 10001}, "rule": "percent", "options": {"percents": [50, 50]}}
    cup = running.cup((), prize=prize)
    for entrant, club in (("a", "red"), ("b", "blue")):
        assert cup.post("entrants", {"entrant": entrant, "club": club, "pot": 1}).status_code == 201
    lines = cup.get("entrants").json()["entrants"]
    assert [(line["club"], line["pot"], line["status"]) for line in lines] == [
        ("red", 1, "taking_part"),
        ("blue", 1, "taking_part"),
    ]
    assert cup.get().json()["prizes"] == []
    cup.post("start")
    cup.play()
    shown = cup.get().json()
    assert shown["phase"] == "completed"
    assert shown["settings"]["prize"]["pool"] == {"currency": "EUR", "amount": 10001}
    assert shown["prizes"] == [
        {"entrant": "a", "amount": 5001, "currency": "EUR", "place": 1},
        {"entrant": "b", "amount": 5000, "currency": "EUR", "place": 2},
    ]


def test_all_problems_of_a_registration_are_said_at_once(running: Any) -> None:
    """What the host has against an id or a name comes together with what the rules say."""
    cup = running.cup(())
    cup.register("x")
    answer = cup.post("entrants", {"entrant": "a/" + "b" * 300, "name": "n" * 201})
    problem = answer.json()
    assert answer.status_code == 400
    assert [(line["code"], line["field"]) for line in problem["problems"]] == [
        ("entrant.id_invalid", "entrant"),
        ("entrant.name_too_long", "name"),
        ("entrant.id_invalid", "entrant"),
    ]
    assert problem["detail"].startswith("entrant: ")
    assert "name: " in problem["detail"]
    both = cup.post("entrants", {"entrant": "x", "name": "n" * 201}).json()["problems"]
    assert [line["code"] for line in both] == ["entrant.name_too_long", "entrant.registered_already"]
