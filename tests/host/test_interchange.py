"""Out as files of other programs, and a table of entrants in, over HTTP."""

from typing import Any

import httpx
from deltacrown.interchange import brackets_manager, open_bracket

from tests.host.conftest import Cup, Running

TABLE = 'entrant,name,seed,rating\nbob,Bob,2,1400\nann,"Ann, the first",1,12.5\ncat,,,\n'


def imported(cup: Cup, text: str, **headers: str) -> httpx.Response:
    said = {"content-type": "text/csv", **headers}
    return cup.on.http.post(f"{cup.path}/entrants/import", content=text.encode(), headers=said)


def test_a_table_of_entrants_is_registered_as_one(running: Running) -> None:
    """By their seeds, with names and ratings; the same again under the same key changes nothing."""
    cup = running.cup(())
    answer = imported(cup, TABLE, **{"idempotency-key": "once"})
    assert (answer.status_code, answer.json()["entrants"]) == (200, 3)
    lines = cup.get("entrants").json()["entrants"]
    assert [(one["entrant"], one["name"], one["rating"]) for one in lines] == [
        ("ann", "Ann, the first", "25/2"),
        ("bob", "Bob", 1400),
        ("cat", "cat", None),
    ]
    version = cup.version
    assert imported(cup, TABLE, **{"idempotency-key": "once"}).json() == answer.json()
    assert cup.version == version


def test_of_a_table_with_a_mistake_nobody_is_registered(running: Running) -> None:
    """What is wrong is named by line and column, whether the table or the rules say so."""
    cup = running.cup(())
    cup.register("bob")
    before = cup.journal
    answer = imported(cup, TABLE)
    assert (answer.status_code, [line["field"] for line in answer.json()["problems"]]) == (409, ["lines.2.entrant"])
    answer = imported(cup, "entrant,rating\na/b,1\ndan,x\n")
    assert {line["field"] for line in answer.json()["problems"]} == {"lines.3.rating"}
    assert imported(cup, "entrant\na/b\n").json()["problems"][0]["field"] == "lines.2.entrant"
    assert imported(cup, "\xff").status_code == 400
    assert cup.on.http.post(f"{cup.path}/entrants/import", json={}).status_code == 415
    assert cup.journal == before
    assert cup.register("dan").status_code == 201


def test_more_than_there_is_room_for_is_nobody(running: Running) -> None:
    """The last line is one too many: it is named, and the first is not registered either."""
    cup = running.cup((), capacity=2)
    answer = imported(cup, TABLE)
    assert (answer.json()["code"], answer.json()["problems"][0]["field"].split(".")[:2]) == (
        "registration.full",
        ["lines", "4"],
    )
    assert cup.get("entrants").json()["entrants"] == []


def test_a_tournament_is_downloaded_in_every_kind(running: Running) -> None:
    """With the names that no journal holds; other programs' readers find everyone in it."""
    cup = running.cup(["ann", "bob", "cat"])
    cup.play()
    readers: dict[str, Any] = {"open-bracket": open_bracket.read, "brackets-manager": brackets_manager.read}
    for kind, read in readers.items():
        answer = cup.get(f"export/{kind}")
        assert answer.headers["content-type"] == "application/json"
        assert {player.name for player in read(answer.text).players} == {"ANN", "BOB", "CAT"}
    for kind in ("entrants", "results", "standings"):
        answer = cup.get(f"export/{kind}")
        assert answer.headers["content-type"].startswith("text/csv")
        assert "attachment" in answer.headers["content-disposition"]
        assert "ann" in answer.text
    assert cup.get("export/nonsense").json()["code"] == "interchange.kind"
