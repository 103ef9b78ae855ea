"""The audit trail: what was done to rows and what was commanded, as one list that nobody can change."""

import csv
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from deltacrown_host.access.roles import Role
from deltacrown_host.audit.tables import audit
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from tests.host.beside.conftest import PNG, Meet, Scene, Someone, code
from tests.host.conftest import Running

PROOF = {"file": ("receipt.png", PNG, "image/png")}
# SPEC 12.2, word for word; `admin ban_participant`, `unban_participant` and `emergency_stop` are moderation's.
NAMES = """
payment verify, reject, refund, force_refund; bracket generate, regenerate, finalize, unfinalize; dispute create,
resolve, escalate, close; match score_update, force_win, reset, schedule, start, coordinator, lobby, bulk_schedule; result
submit, confirm; registration override, force_checkin, checkin, checkin_undo; admin cancel_tournament
"""


def names() -> set[str]:
    """The names as they stand in the trail."""
    groups = (group.split(maxsplit=1) for group in " ".join(NAMES.split()).split("; "))
    return {f"{noun}.{verb}" for noun, verbs in groups for verb in verbs.split(", ")}


def give(who: Someone, path: str, kind: str, **fields: Any) -> str:
    """Give a command; answers its id."""
    answer = who.http.post(f"{path}/commands", json={"type": kind, **fields})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["command"])


def ok(answer: Any) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def trail(who: Someone, path: str, **asked: Any) -> list[dict[str, Any]]:
    """Every line, the newest first, through pages of three."""
    lines, cursor = [], ""
    while True:
        page = ok(who.http.get(path, params={"limit": 3, "cursor": cursor, **asked}))
        lines += page["lines"]
        cursor = page["cursor"]
        if not cursor:
            return lines


def cup(owner: Someone, stages: Any = None, **settings: Any) -> str:
    """A tournament that takes registrations."""
    id_ = uuid4().hex[:12]
    stages = stages or [{"key": "ko", "format": "single_elimination"}]
    ok(owner.http.post("/api/tournaments", json={"id": id_, "name": "Cup", "stages": stages, **settings}))
    ok(owner.http.post(f"/api/tournaments/{id_}/open-registration"))
    return f"/api/tournaments/{id_}"


def pay(owner: Someone, path: str) -> None:
    """Fees are shown, rejected, accepted and sent back, once out of turn."""
    fee = f"{path}/entrants/{{}}/payment/{{}}"
    for entrant, *steps in (("a", "reject"), ("a", "verify", "refund"), ("b", "refund")):
        ok(owner.http.post(fee.format(entrant, "proof"), files=PROOF))
        for step in steps:
            body = {"verify": None, "refund": {"force": entrant == "b"}}.get(step, {"reason": "which account?"})
            ok(
                owner.http.post(fee.format(entrant, step), json=body)
                if body
                else owner.http.post(fee.format(entrant, step))
            )


def check_in(meet: Meet, owner: Someone) -> None:
    """Somebody comes, goes, and is said to be there; another one comes though all places are taken."""
    path = cup(owner, capacity=2, check_in={"opens_before_s": 1800})
    ann = meet()
    ok(ann.http.post(f"{path}/entrants", json={"entrant": "a"}))
    ok(owner.http.post(f"{path}/entrants", json={"entrant": "b"}))
    give(owner, path, "RegisterEntrant", entrant="c", override=True)
    give(owner, path, "OpenCheckIn")
    give(ann, path, "CheckIn", entrants=["a"])
    give(ann, path, "UndoCheckIn", entrant="a")
    give(owner, path, "CheckIn", entrants=["a", "b"])
    ok(owner.http.post(f"{path}/cancel", json={"reason": "rain"}))


def play(owner: Someone, path: str) -> None:
    """A bracket is drawn, drawn again and taken back; matches are played, disputed, given away and taken back."""
    give(owner, path, "Amend", order=give(owner, path, "StartTournament"), instead=None, reason="too early")
    first = give(owner, path, "StartTournament", seed="1")
    give(owner, path, "Amend", order=first, instead={"type": "StartTournament", "seed": "2"}, reason="drawn again")
    one, two = {"stage": "ko", "match": "R1-1"}, {"stage": "ko", "match": "R1-2"}
    place = f"{path}/matches/ko/R1-1"
    at = "2030-01-01T12:00:00Z"
    ok(owner.http.put(f"{place}/schedule", json={"at": at, "station": "1"}))
    ok(owner.http.post(f"{path}/matches/schedule", json={"matches": [{**two, "at": at, "station": "2"}]}))
    ok(owner.http.put(f"{place}/lobby", json={"lobby": "room 7, password x", "coordinator": owner.id}))
    ok(owner.http.post(f"{place}/start"))
    found = {match["key"]: match["entrants"] for match in ok(owner.http.get(f"{path}/matches"))["matches"]}
    home, away = found["R1-1"]
    give(owner, path, "ClaimResult", **one, entrant=home, score={"points": [1, 0]})
    give(owner, path, "ConfirmResult", **one, entrant=away)
    give(owner, path, "OpenDispute", **one, entrant=away, reason="result/x")
    give(owner, path, "EscalateDispute", **one)
    give(owner, path, "ResolveDispute", **one, ruling="keep")
    give(owner, path, "CloseDispute", **one)
    lost = give(owner, path, "ForfeitMatch", **two, entrants=found["R1-2"][:1])
    give(owner, path, "Amend", order=lost, instead=None, reason="they were there")
    give(owner, path, "ReportResult", **two, score={"points": [2, 1]})


def climb(owner: Someone) -> None:
    """A stage that stays open is closed."""
    path = cup(owner, [{"key": "ladder", "format": "ladder"}])
    for entrant in "ab":
        ok(owner.http.post(f"{path}/entrants", json={"entrant": entrant}))
    ok(owner.http.post(f"{path}/start"))
    give(owner, path, "CloseStage", stage="ladder")


def test_every_deed_that_must_be_in_the_trail_is_there(meet: Meet) -> None:
    """SPEC 12.2: each of its names, by whoever did it, in a life over HTTP."""
    owner, admin = meet(Role.ORGANIZER), meet(Role.ADMIN)
    path = cup(owner)
    for entrant in "abcd":
        ok(owner.http.post(f"{path}/entrants", json={"entrant": entrant}))
    pay(owner, path)
    play(owner, path)
    check_in(meet, owner)
    climb(owner)
    lines = trail(admin, "/api/audit", actor=owner.id)
    lines += [
        line
        for verb in ("checkin", "checkin_undo")
        for line in trail(admin, "/api/audit", action=f"registration.{verb}")
    ]
    assert names() <= {line["action"] for line in lines}
    # The keys of these people were made by no request.
    assert {line["address"] for line in lines if line["action"] != "key.create"} == {"127.0.0.1"}
    assert "password x" not in json.dumps(lines)
    own = {line["action"] for line in lines if line["actor"] != owner.id}
    assert own == {"registration.checkin", "registration.checkin_undo"}


def test_nobody_changes_what_is_written(scene: Scene, keeping: Running) -> None:
    """The database itself refuses, whoever asks it."""
    scene.staff("results")
    assert keeping.host
    for statement in (update(audit).values(actor="mallory"), delete(audit)):
        with pytest.raises(DatabaseError, match="only ever added to"), keeping.host.database.begin() as connection:
            connection.execute(statement)
    assert trail(scene.owner, f"{scene.path}/audit", action="staff.appoint")


def test_the_trail_of_a_tournament_is_for_whoever_sees_its_numbers(scene: Scene, meet: Meet) -> None:
    """Staff with `analytics` read it without addresses; that of the host is for administrators."""
    helper, other, admin = scene.staff("analytics"), scene.staff("results"), meet(Role.ADMIN)
    lines = trail(helper, f"{scene.path}/audit")
    appointed = [line for line in lines if line["action"] == "staff.appoint"]
    assert [line["after"] for line in appointed] == [{"permissions": ["results"]}, {"permissions": ["analytics"]}]
    assert [line["object"] for line in appointed] == [f"account/{other.id}", f"account/{helper.id}"]
    assert {line["address"] for line in lines} == {None}
    assert [line["action"] for line in lines][-2:] == ["registration.open", "tournament.create"]
    for path in ("/api/audit", "/api/audit.csv", "/api/audit.jsonl"):
        assert code(scene.owner.http.get(path)) == (403, "access.role")
    for path in (f"{scene.path}/audit", f"{scene.path}/audit.csv", f"{scene.path}/audit.jsonl"):
        assert code(other.http.get(path)) == (403, "access.permission")
    assert len(trail(admin, "/api/audit", tournament=scene.owner.id)) == len(lines)


def test_the_trail_is_filtered_and_paged(scene: Scene, meet: Meet) -> None:
    """Whatever is asked for, pages of three lead to all of it, in order, each line once."""
    for entrant in "abcde":
        ok(scene.owner.http.post(f"{scene.path}/entrants", json={"entrant": entrant}))
    helper = scene.staff("registrations")
    ok(helper.http.delete(f"{scene.path}/entrants/b"))
    whole = ok(scene.owner.http.get(f"{scene.path}/audit"))["lines"]
    where = f"{scene.path}/audit"
    assert trail(scene.owner, where) == whole
    assert [line["at"] for line in whole] == sorted((line["at"] for line in whole), reverse=True)
    for key in ("actor", "action", "object"):
        for value in {line[key] for line in whole}:
            assert trail(scene.owner, where, **{key: value}) == [line for line in whole if line[key] == value]
    middle = whole[3]["at"]
    assert trail(scene.owner, where, until=middle) + trail(scene.owner, where, since=middle) != []
    assert {line["at"] >= middle for line in trail(scene.owner, where, since=middle)} == {True}
    assert {line["at"] < middle for line in trail(scene.owner, where, until=middle)} == {True}
    assert trail(scene.owner, where, action="no.such") == []
    assert code(scene.owner.http.get(where, params={"cursor": "x"})) == (400, "cursor.invalid")


def test_before_and_after_of_commands_are_found_by_replay(scene: Scene) -> None:
    """A configuration, a time and a score, as they were and as they are."""
    for entrant in "ab":
        ok(scene.owner.http.post(f"{scene.path}/entrants", json={"entrant": entrant}))
    new = {"name": "Open", "stages": [{"key": "ko", "format": "single_elimination"}]}
    give(scene.owner, scene.path, "ChangeSettings", settings=new)
    scene.start()
    final = {"stage": "ko", "match": "final"}
    give(scene.owner, scene.path, "ScheduleMatch", **final, at="2030-01-01T12:00:00Z", station="3")
    give(scene.owner, scene.path, "ReportResult", **final, score={"points": [2, 0]})
    lines = {line["action"]: line for line in trail(scene.owner, f"{scene.path}/audit", changes="true")}
    configured = lines["tournament.configure"]
    assert (configured["before"]["name"], configured["after"]["name"]) == ("Cup", "Open")
    scheduled = lines["match.schedule"]
    assert (scheduled["before"]["station"], scheduled["after"]["station"]) == ("", "3")
    scored = lines["match.score_update"]
    assert (scored["before"]["outcome"], scored["before"]["state"]) == (None, "ready")
    assert scored["after"]["outcome"]["score"]["points"] == [2, 0]
    assert lines["registration.create"]["before"] == {}
    began = lines["bracket.generate"]
    assert (began["before"]["phase"], began["after"]["phase"]) == ("registration", "live")


def test_the_trail_is_taken_away_as_a_file(scene: Scene, keeping: Running) -> None:
    """Both kinds of file have every line; a spreadsheet computes nothing of it."""
    ann = scene.entrant("a")
    ok(ann.http.patch("/api/me", json={"name": "=1+1"}))
    lines = ok(scene.owner.http.get(f"{scene.path}/audit"))["lines"]
    got = scene.owner.http.get(f"{scene.path}/audit.jsonl")
    kept = [json.loads(line) for line in got.text.splitlines()]
    assert [line["id"] for line in kept] == [line["id"] for line in lines]
    table = scene.owner.http.get(f"{scene.path}/audit.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    assert table.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["action"] for row in rows] == [line["action"] for line in lines]
    assert rows[0]["name"] == "'=1+1"


def test_an_account_that_leaves_takes_its_addresses_along(meet: Meet, scene: Scene) -> None:
    """What it did stays, under an id that leads nowhere."""
    admin, ann = meet(Role.ADMIN), scene.entrant("a")
    (before,) = trail(admin, "/api/audit", actor=ann.id, action="registration.create")
    assert (before["address"], before["name"] != "") == ("127.0.0.1", True)
    assert ann.http.request("DELETE", "/api/me", json={}).status_code == 204
    (after,) = trail(admin, "/api/audit", actor=ann.id, action="registration.create")
    assert (after["address"], after["name"], after["id"]) == (None, "", before["id"])
    assert trail(admin, "/api/audit", action="account.erase", actor=ann.id)
