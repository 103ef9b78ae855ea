"""Bad input: a problem document with a code and the field, and the journal as it was."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

JSON = {"content-type": "application/json"}
RESULT = "matches/ko/R1-1/result"
REFUSALS: dict[str, tuple[str, str, object, int, str, str]] = {
    "a result for a match that is not ready": (
        "put",
        "matches/ko/final/result",
        {"points": [1, 0]},
        409,
        "match.not_ready",
        "match",
    ),
    "a level score where no draw is allowed": ("put", RESULT, {"points": [1, 1]}, 400, "score.draw_not_allowed", ""),
    "a score for three": ("put", RESULT, {"points": [1, 0, 0]}, 400, "score.sides", "points"),
    "a score below nothing": ("put", RESULT, {"points": [1, -1]}, 400, "score.negative", ""),
    "an unknown match": ("put", "matches/ko/R9-9/result", {"points": [1, 0]}, 404, "match.unknown", "match"),
    "an unknown stage": ("put", "matches/no/R1-1/result", {"points": [1, 0]}, 404, "stage.unknown", "stage"),
    "an unknown entrant": ("delete", "entrants/nobody", None, 404, "entrant.unknown", "entrant"),
    "a second start": ("post", "start", {}, 409, "tournament.wrong_phase", ""),
    "a tie that is none": (
        "post",
        "ties",
        {"stage": "ko", "order": ["a", "b"], "method": "x"},
        409,
        "stage.not_over",
        "stage",
    ),
    "an order of entrants as one text": (
        "post",
        "ties",
        {"stage": "ko", "order": "ab", "method": "x"},
        400,
        "field.invalid",
        "order",
    ),
    "nothing to continue": ("post", "continue", None, 409, "tournament.nothing_to_continue", ""),
    "a field too many": ("put", RESULT, {"points": [1, 0], "winner": "a"}, 400, "field.unknown", "winner"),
    "a field too few": ("put", RESULT, {}, 400, "field.missing", "points"),
    "a text for a number": ("put", RESULT, {"points": ["1", 0]}, 400, "field.invalid", "points.0"),
    "a number with a point": ("put", RESULT, {"points": [1.5, 0]}, 400, "field.invalid", "points.0"),
    "true for a number": ("put", RESULT, {"points": [True, 0]}, 400, "field.invalid", "points.0"),
    "null for a list": ("put", RESULT, {"points": None}, 400, "field.invalid", "points"),
    "an object for a list": ("put", RESULT, {"points": {"a": 1}}, 400, "field.invalid", "points"),
    "a list for an object": ("put", RESULT, [1, 0], 400, "field.invalid", ""),
    "a huge number": ("put", RESULT, {"points": [10**300, 0]}, 400, "number.too_large", "points.0"),
    "a number beyond all": ("put", RESULT, b'{"points":[1e999,0]}', 400, "number.too_large", "points.0"),
    "a NUL": ("post", "cancel", {"reason": "a\0b"}, 400, "text.invalid", "reason"),
    "half a character": ("post", "cancel", b'{"reason":"\\ud800"}', 400, "text.invalid", "reason"),
    "a NUL in a name": ("put", RESULT, {"points": [1, 0], "stats": {"a\0": [1, 1]}}, 400, "text.invalid", "stats"),
    "deep nesting": ("put", RESULT, b"[" * 200_000, 400, "json.invalid", ""),
    "deep nesting that is JSON": ("put", RESULT, b"[" * 400 + b"]" * 400, 400, "json.too_deep", ".".join(["0"] * 17)),
    "not JSON": ("put", RESULT, b"{nope", 400, "json.invalid", ""),
    "not a number": ("put", RESULT, b'{"points":[NaN,0]}', 400, "json.invalid", ""),
    "not UTF-8": ("put", RESULT, b"\xff\xfe", 400, "json.invalid", ""),
    "no body": ("put", RESULT, b"", 400, "field.missing", ""),
    "10 MB of body": ("put", RESULT, b" " * 10_000_000, 413, "http.request_entity_too_large", ""),
    "a path that is not there": ("post", "dance", None, 404, "http.not_found", ""),
    "a method that is not there": ("delete", "start", None, 405, "http.method_not_allowed", ""),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_bad_input_is_refused_with_a_reason_and_changes_nothing(running: Any, what: str) -> None:
    """Every refusal is a problem document with a stable code and the field at fault; nothing is written."""
    method, path, body, status, code, where = REFUSALS[what]
    cup = running.cup()
    before = cup.journal
    content = body if isinstance(body, bytes) else None if body is None else json.dumps(body)
    sent = JSON if content else {}
    answer = running.http.request(method, f"{cup.path}/{path}", content=content, headers=sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["problems"][0]["field"]) == (status, code, where)
    assert problem["problems"][0]["message"]
    assert cup.journal == before


def test_a_body_without_a_length_is_refused_once_it_is_too_large(running: Any) -> None:
    """A body that comes in pieces is counted as it comes: nothing beyond the limit is kept."""
    cup = running.cup()
    before = cup.journal
    answer = running.http.put(f"{cup.path}/{RESULT}", content=(b" " * 100_000 for _ in range(100)), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "http.request_entity_too_large")
    assert cup.journal == before


def test_an_entrant_who_comes_too_late_or_twice_is_refused(running: Any) -> None:
    """Nobody registers twice, or once it is over."""
    cup = running.cup(())
    cup.register("a")
    assert cup.register("a").json()["code"] == "entrant.registered_already"
    cup.post("cancel", {"reason": "rain"})
    before = cup.journal
    answer = cup.register("b")
    assert (answer.status_code, answer.json()["code"]) == (409, "tournament.wrong_phase")
    assert cup.journal == before


def test_a_result_comes_once(running: Any) -> None:
    """A second result for a decided match is a conflict."""
    cup = running.cup()
    cup.report("R1-1", 1, 0)
    before = cup.journal
    answer = cup.report("R1-1", 1, 0)
    assert (answer.status_code, answer.json()["code"]) == (409, "match.decided_already")
    assert cup.journal == before


def test_a_stale_version_is_refused(running: Any) -> None:
    """Whoever decided on a version that is not the newest is told so with 412, and nothing is written."""
    cup = running.cup()
    seen = cup.version
    cup.report("R1-1", 1, 0)
    before = cup.journal
    answer = cup.report("R1-2", 1, 0, if_match=f'"{seen}"')
    assert (answer.status_code, answer.json()["code"]) == (412, "version.stale")
    assert cup.journal == before


def test_a_command_id_with_other_content_is_a_conflict(running: Any) -> None:
    """The same key cannot stand for two things."""
    cup = running.cup()
    cup.report("R1-1", 2, 1, idempotency_key="k")
    before = cup.journal
    answer = cup.report("R1-1", 1, 2, idempotency_key="k")
    assert (answer.status_code, answer.json()["code"]) == (409, "command.reused")
    assert cup.journal == before


def test_a_registration_repeated_under_another_name_is_a_conflict(running: Any) -> None:
    """The name is part of the request, though not of the journal."""
    cup = running.cup(())
    first = cup.register("x", "One", idempotency_key="k")
    assert cup.register("x", "One", idempotency_key="k").json() == first.json()
    assert cup.register("x", "Two", idempotency_key="k").json()["code"] == "command.reused"
    assert cup.get("entrants").json()["entrants"][0]["name"] == "One"


def test_a_registration_is_answered_as_the_first_time_whoever_came_after(running: Any) -> None:
    """Its name is compared with what it came with, not with the name of today."""
    cup = running.cup(())
    first = cup.register("z", "Zed", idempotency_key="k1")
    running.http.delete(f"{cup.path}/entrants/z")
    second = cup.register("z", "Zoe", idempotency_key="k2")
    assert (first.status_code, second.status_code) == (201, 201)
    again = cup.register("z", "Zed", idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert cup.register("z", "Zoe", idempotency_key="k2").json() == second.json()
    assert cup.register("z", "Zed", idempotency_key="k2").json()["code"] == "command.reused"
    assert cup.get("entrants").json()["entrants"][0]["name"] == "Zoe"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("If-Match", "5"),
        ("If-Match", '"x"'),
        ("If-Match", 'W/"5"'),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "k" * 201),
    ],
)
def test_a_header_that_makes_no_sense_is_named(running: Any, name: str, value: str) -> None:
    """A header of ours that cannot be read is refused, not ignored."""
    cup = running.cup()
    answer = cup.report("R1-1", 1, 0, **{name: value})
    assert answer.status_code == 400
    assert answer.json()["problems"][0] | {"message": ""} == {"code": "header.invalid", "field": name, "message": ""}


def test_everything_wrong_with_a_new_tournament_is_said_at_once(running: Any) -> None:
    """All problems come in one answer, under the names that the fields have in the request."""
    stages = [{"key": "a", "format": "nonsense"}, {"key": "a", "format": "round_robin", "options": {"legs": 0}}]
    body = {"id": "all-at-once", "name": " ", "stages": stages, "capacity": 1, "seeding": "x"}
    answer = running.http.post("/api/tournaments", json=body)
    assert answer.status_code == 400
    assert {(line["code"], line["field"]) for line in answer.json()["problems"]} == {
        ("settings.name_empty", "name"),
        ("settings.capacity_too_small", "capacity"),
        ("seeding.unknown", "seeding"),
        ("format.unknown", "stages.0.format"),
        ("round_robin.legs", "stages.1.options.legs"),
        ("stage.key_repeated", "stages.1.key"),
        ("stage.no_sources", "stages.1.sources"),
    }
    assert running.http.get("/api/tournaments/all-at-once").status_code == 404


@pytest.mark.parametrize("id_", ["a b", "../x", "ü", "x" * 65, "a/b"])
def test_an_id_that_cannot_stand_in_an_address_is_refused(running: Any, id_: str) -> None:
    """Ids are what addresses are made of."""
    body = {"id": id_, "name": "Cup", "stages": [{"key": "x/y", "format": "single_elimination"}]}
    problems = running.http.post("/api/tournaments", json=body).json()["problems"]
    assert [(line["code"], line["field"]) for line in problems] == [
        ("tournament.id_invalid", "id"),
        ("stage.key_invalid", "stages.0.key"),
    ]


@pytest.mark.parametrize("entrant", ["", "..", "a/b", "a\u200eb", "x" * 65])
def test_an_entrant_id_that_cannot_stand_in_an_address_is_refused(running: Any, entrant: str) -> None:
    """The id of an entrant is printable, short, and one segment of an address."""
    cup = running.cup(())
    answer = cup.post("entrants", {"entrant": entrant})
    assert (answer.status_code, answer.json()["code"]) == (400, "entrant.id_invalid")


def test_a_name_has_an_end(running: Any) -> None:
    """A display name is at most 200 characters long."""
    cup = running.cup(())
    assert cup.register("a", "x" * 201).json()["problems"][0]["field"] == "name"
    assert cup.register("a", "x" * 200).status_code == 201


def test_a_taken_id_is_a_conflict(running: Any) -> None:
    """Two tournaments cannot have one id."""
    cup = running.cup(())
    body = {"id": cup.id, "name": "Other", "stages": [{"key": "ko", "format": "single_elimination"}]}
    answer = running.http.post("/api/tournaments", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "tournament.id_taken")


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("matches?state=maybe", "state"),
        ("events?after=x", "after"),
        ("events?after=-1", "after"),
        ("events?limit=0", "limit"),
        ("events?after=99999999999999999999", "after"),
    ],
)
def test_a_query_that_makes_no_sense_is_named(running: Any, path: str, where: str) -> None:
    """A parameter is refused under the name that it has in the address."""
    answer = running.cup().get(path)
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (400, where)


def test_everything_about_an_unknown_tournament_is_404(running: Any) -> None:
    """What is asked of a tournament that is not there is answered the same everywhere."""
    nowhere = "/api/tournaments/nowhere"
    for path in ("", "/entrants", "/stages", "/stages/ko/standings", "/matches", "/events", "/journal"):
        answer = running.http.get(nowhere + path)
        assert (answer.status_code, answer.json()["code"]) == (404, "tournament.unknown"), path
    for path in ("/start", "/open-registration", "/continue"):
        answer = running.http.post(nowhere + path)
        assert (answer.status_code, answer.json()["code"]) == (404, "tournament.unknown"), path


@pytest.mark.parametrize(
    "text",
    [
        '["updated","0001-01-01T00:00:00+14:00","x"]',
        '["updated","9999-12-31T23:59:59-14:00","x"]',
        '["updated","2026-11-24T18:30:00","x"]',
        '["updated",12,"x"]',
        '["name","2026-11-24T18:30:00Z","x"]',
        '["updated"]',
        "7",
        "",
        "\xff",
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(running: Any, text: str) -> None:
    """A moment needs its zone, and has to be one in UTC too; whatever else is in it is no cursor either."""
    cursor = urlsafe_b64encode(text.encode("latin-1")).decode() or "?"
    answer = running.http.get("/api/tournaments", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor.invalid")
