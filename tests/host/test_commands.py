"""Every command over HTTP, done or only tried."""

import json
from typing import Any

import pytest
from deltacrown_host.commands.reading import COMMANDS, read_command
from deltacrown_host.commands.schemas import EXAMPLES


def give(cup: Any, type_: str, **fields: object) -> Any:
    """Give a command that must be accepted; answers its receipt."""
    answer = cup.post("commands", {"type": type_, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_tournament_with_check_in_is_run_over_http(running: Any) -> None:
    """Check-in opens, no-shows leave, and whoever waited and is there takes the place."""
    # Without a start, for with one check-in opens by itself, and the job may come before the test.
    cup = running.cup((), capacity=2, waitlist=True, check_in={})
    for entrant in "abc":
        assert cup.register(entrant).status_code == 201
    assert [line["status"] for line in cup.get("entrants").json()["entrants"]] == [
        "taking_part",
        "taking_part",
        "waiting",
    ]
    give(cup, "OpenCheckIn")
    assert cup.get().json()["phase"] == "check_in"
    receipt = give(cup, "CheckIn", entrants=["a", "c"])
    assert [line["event"]["type"] for line in receipt["events"]] == ["EntrantsCheckedIn"]
    assert receipt["version"] == receipt["events"][-1]["seq"] == cup.version
    give(cup, "DropNoShows")
    lines = {line["entrant"]: line for line in cup.get("entrants").json()["entrants"]}
    assert [lines[name]["status"] for name in "abc"] == ["taking_part", "withdrawn", "taking_part"]
    assert lines["a"]["checked_in"]
    assert lines["b"]["checked_in"] is None
    assert cup.post("start").status_code == 200
    assert cup.get().json()["seeds"] == ["a", "c"]


def test_a_command_that_changes_nothing_is_answered_so(running: Any) -> None:
    """Checking in twice is no mistake: no events, the version as it is, and nothing is written."""
    cup = running.cup((), check_in={})
    for entrant in "ab":
        cup.register(entrant)
    give(cup, "OpenCheckIn")
    once = give(cup, "CheckIn", entrants=["a"])
    before = cup.journal
    body = {"type": "CheckIn", "entrants": ["a"]}
    twice = cup.post("commands", body, idempotency_key="twice")
    assert twice.json() == {"tournament": cup.id, "version": once["version"], "command": "twice", "events": []}
    assert twice.headers["etag"] == f'"{once["version"]}"'
    assert cup.post("preview", body).json()["version"] == once["version"]
    assert cup.journal == before


def test_checking_in_to_a_match_twice_changes_nothing(running: Any) -> None:
    """The same for a match."""
    cup = running.cup()
    match = {"stage": "ko", "match": "R1-1", "entrant": cup.get("matches/ko/R1-1").json()["entrants"][0]}
    assert give(cup, "CheckInToMatch", **match)["events"] != []
    before = cup.journal
    assert give(cup, "CheckInToMatch", **match)["events"] == []
    assert cup.journal == before


def test_a_correction_is_seen_before_it_is_made(running: Any) -> None:
    """A preview names what would be kept, changed and voided, and writes nothing; the correction then does just that."""
    cup = running.cup(stages=[{"key": "ko", "format": "single_elimination", "options": {"third_place": True}}])
    cup.play()
    semi_final = cup.get("matches/ko/R1-1").json()
    amend = {
        "type": "Amend",
        "order": semi_final["outcome"]["order"],
        "instead": {"type": "ReportResult", "stage": "ko", "match": "R1-1", "score": {"points": [0, 2]}},
        "reason": "scores were swapped",
    }
    before = cup.journal
    seen = cup.post("preview", amend)
    assert seen.status_code == 200, seen.text
    effect = seen.json()
    assert effect["changed"] == [{"stage": "ko", "match": "R1-1"}]
    assert {line["match"] for line in effect["voided"]} == {"final", "third-place"}
    assert {line["entrant"]: (line["before"], line["after"]) for line in effect["ranks"]}["a"] == (1, None)
    assert (effect["phase"], effect["version"]) == ("live", cup.version)
    assert cup.journal == before
    assert cup.post("commands", amend, if_match=seen.headers["etag"]).status_code == 200
    assert cup.get("matches/ko/R1-1").json()["outcome"]["winner"] == semi_final["entrants"][1]
    assert cup.get("matches/ko/final").json()["state"] == "ready"


def test_a_dispute_is_opened_argued_and_ruled_on(running: Any) -> None:
    """Two claims that contradict each other are a dispute; the ruling decides the match."""
    cup = running.cup()
    match = {"stage": "ko", "match": "R1-1"}
    home, away = cup.get("matches/ko/R1-1").json()["entrants"]
    give(cup, "ClaimResult", **match, entrant=home, score={"points": [2, 0]})
    assert cup.get("matches/ko/R1-1").json()["state"] == "pending_result"
    give(cup, "ClaimResult", **match, entrant=away, score={"points": [0, 2]})
    assert [line["key"] for line in cup.matches("disputed")] == ["R1-1"]
    refused = cup.report("R1-1", 2, 0)
    assert (refused.status_code, refused.json()["code"]) == (409, "match.disputed")
    give(cup, "AddEvidence", **match, file="screenshot-17")
    give(cup, "ResolveDispute", **match, ruling="replace", score={"points": [1, 2]})
    decided = cup.get("matches/ko/R1-1").json()
    assert (decided["state"], decided["outcome"]["winner"]) == ("completed", away)


def test_forfeits_substitutes_commitments_and_freezes_are_commands_like_any_other(running: Any) -> None:
    """What has no route of its own is reached by its type."""
    cup = running.cup(())
    for entrant in "abcd":
        cup.register(entrant)
    give(cup, "CommitToDraw", commitment="0" * 64)
    assert cup.get().json()["commitment"] == "0" * 64
    assert cup.post("start", {"seed": "other"}).json()["code"] == "draw.other_seed"
    cup = running.cup()
    give(cup, "ReplaceEntrant", entrant="a", substitute="e")
    first = next(match for match in cup.matches() if "e" in match["entrants"])
    give(cup, "ForfeitMatch", stage="ko", match=first["key"], entrants=["e"])
    assert cup.get(f"matches/ko/{first['key']}").json()["state"] == "forfeit"
    give(cup, "FreezeTournament", reason="power cut")
    assert cup.get().json()["frozen"] == "power cut"
    assert cup.report("final", 1, 0).json()["code"] == "tournament.frozen"
    give(cup, "UnfreezeTournament")
    assert cup.get().json()["frozen"] == ""


def test_the_same_key_again_is_answered_the_same(running: Any) -> None:
    """A command is done once, however often it is delivered; other content under its key is refused."""
    cup = running.cup()
    body = {"type": "FreezeTournament", "reason": "storm"}
    first = cup.post("commands", body, idempotency_key="freeze-1")
    again = cup.post("commands", body, idempotency_key="freeze-1")
    assert first.json() == again.json()
    assert first.json()["command"] == "freeze-1"
    other = cup.post("commands", {**body, "reason": "rain"}, idempotency_key="freeze-1")
    assert (other.status_code, other.json()["code"]) == (409, "command.reused")


@pytest.mark.parametrize("path", ["commands", "preview"])
def test_a_stale_version_is_refused_here_too(running: Any, path: str) -> None:
    """Commands and previews are about the version that the caller has seen."""
    cup = running.cup()
    answer = cup.post(path, {"type": "FreezeTournament", "reason": "x"}, if_match='"1"')
    assert (answer.status_code, answer.json()["code"]) == (412, "version.stale")


REFUSALS: dict[str, tuple[object, int, str, str]] = {
    "an unknown type": ({"type": "Dance"}, 400, "field.invalid", "type"),
    "no type": ({"entrants": ["a"]}, 400, "field.missing", "type"),
    "a type that is no text": ({"type": ["CheckIn"]}, 400, "field.invalid", "type"),
    "no object": (["CheckIn"], 400, "field.invalid", ""),
    "creating": ({"type": "CreateTournament", "tournament": "x"}, 400, "command.not_here", "type"),
    "a field too few": ({"type": "CheckIn"}, 400, "field.missing", "entrants"),
    "a field too many": ({"type": "DropNoShows", "now": True}, 400, "field.unknown", "now"),
    "a text for a list": ({"type": "CheckIn", "entrants": "a"}, 400, "field.invalid", "entrants"),
    "a number for a text": ({"type": "CheckIn", "entrants": [1]}, 400, "field.invalid", "entrants.0"),
    "a slash in an id": (
        {"type": "ReplaceEntrant", "entrant": "a", "substitute": "x/y"},
        400,
        "entrant.id_invalid",
        "substitute",
    ),
    "another tournament's id": (
        {
            "type": "Amend",
            "order": "x",
            "instead": {
                "type": "CreateTournament",
                "tournament": "other",
                "settings": {"name": "x", "stages": [{"key": "a", "format": "single_elimination"}]},
            },
            "reason": "x",
        },
        400,
        "tournament.id_changed",
        "instead.tournament",
    ),
    "an unknown command to correct": (
        {"type": "Amend", "order": "nothing", "instead": None, "reason": "x"},
        404,
        "amend.unknown_order",
        "order",
    ),
    "a dispute over a match that nobody can play": (
        {"type": "OpenDispute", "stage": "ko", "match": "final", "entrant": "a", "reason": "x"},
        400,
        "match.not_a_side",
        "entrant",
    ),
    "a ruling without a dispute": (
        {"type": "ResolveDispute", "stage": "ko", "match": "R1-1", "ruling": "keep"},
        409,
        "dispute.none",
        "match",
    ),
}


@pytest.mark.parametrize("path", ["commands", "preview"])
@pytest.mark.parametrize("what", REFUSALS)
def test_bad_commands_are_refused_with_their_fields(running: Any, what: str, path: str) -> None:
    """A command is read strictly: what is wrong is named by its field, and nothing is written."""
    body, status, code, where = REFUSALS[what]
    cup = running.cup()
    before = cup.journal
    answer = cup.post(path, body)
    problem = answer.json()["problems"][0]
    assert (answer.status_code, problem["code"], problem["field"]) == (status, code, where), answer.text
    assert where in answer.json()["detail"]
    assert cup.journal == before


def test_no_body_and_no_tournament_are_refused(running: Any) -> None:
    """What is missing is said."""
    assert running.cup().post("commands").json()["code"] == "field.missing"
    nowhere = running.http.post("/api/tournaments/nowhere/preview", json={"type": "DropNoShows"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "tournament.unknown")


def test_every_command_is_documented_with_examples_that_are_read(running: Any) -> None:
    """The OpenAPI document has the union of commands, each with its own schema; every example is a command."""
    document = running.http.get("/schema/openapi.json").json()
    schemas = document["components"]["schemas"]
    for path in ("commands", "preview"):
        content = document["paths"][f"/api/tournaments/{{tournament}}/{path}"]["post"]["requestBody"]["content"]
        assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/Command"}
    assert len(schemas["Command"]["oneOf"]) == len(COMMANDS)
    assert schemas["CheckIn"]["properties"]["type"] == {"const": "CheckIn"}
    assert schemas["CheckIn"]["required"] == ["type", "entrants"]
    for example in EXAMPLES.values():
        assert type(read_command(json.dumps(example).encode(), "cup")).__name__ == example["type"]
