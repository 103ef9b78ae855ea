"""A whole schedule: planned, put in force, planned again when a match runs late, and read."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import STAGES, Meet, Scene, Someone, code

TEN = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
"""When play begins: called ten o'clock here."""
START = TEN.isoformat()


def plan(scene: Scene, **asked: Any) -> dict[str, Any]:
    body = {"stations": ["1", "2"], "starts_at": START, "game_minutes": 20, "rest_minutes": 10} | asked
    answer = scene.owner.http.post(f"{scene.path}/schedule/preview", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert found["conflicts"] == []
    return found


def put(someone: Someone, path: str, planned: dict[str, Any], **headers: str) -> Any:
    times = [{name: one[name] for name in ("stage", "match", "at", "station")} for one in planned["matches"]]
    return someone.http.put(f"{path}/schedule", json={"matches": times}, headers=headers)


def at(hour: int, minute: int) -> str:
    return (TEN + timedelta(hours=hour - 10, minutes=minute)).isoformat()


def clock(text: str) -> str:
    """What the clock says where it is ten when play begins."""
    minutes = int((datetime.fromisoformat(text) - TEN).total_seconds()) // 60
    return f"{10 + minutes // 60}:{minutes % 60:02}"


def test_a_schedule_is_planned_put_in_force_and_planned_again(scene: Scene) -> None:
    """What was seen is what is put in force, in one command; a late match moves little, and it is said what."""
    players = [scene.entrant(entrant) for entrant in "abcdefgh"]
    helper = scene.staff("schedule")
    scene.start()
    assert code(players[0].http.post(f"{scene.path}/schedule/preview", json={"stations": ["1"]}))[0] == 403
    planned = plan(scene)
    assert [(clock(one["at"]), one["station"]) for one in planned["matches"]] == [
        ("10:00", "1"),
        ("10:00", "2"),
        ("10:20", "1"),
        ("10:20", "2"),
        ("10:40", "1"),
        ("10:50", "2"),
        ("11:20", "1"),
    ]
    assert (clock(planned["ends_at"]), clock(planned["least_end"]), planned["moved"]) == ("11:40", "11:40", 0)
    assert code(put(players[0], scene.path, planned)) == (403, "access.permission")
    assert code(put(scene.owner, scene.path, planned, **{"If-Match": '"1"'})) == (412, "version.stale")
    match_it = {"If-Match": f'"{planned["version"]}"', "Idempotency-Key": "day"}
    receipts = [put(helper, scene.path, planned, **match_it).json() for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert {event["type"] for event in receipts[0]["events"]} == {"MatchScheduled"}
    listed = players[0].http.get(f"{scene.path}/schedule", params={"station": "2"}).json()["matches"]
    assert [clock(one["at"]) for one in listed] == ["10:00", "10:20", "10:50"]
    mine = players[0].http.get(f"{scene.path}/schedule", params={"entrant": "a"}).json()["matches"]
    assert [one["match"] for one in mine] == ["R1-1"]
    first, third = planned["matches"][0]["match"], planned["matches"][2]["match"]
    assert scene.owner.http.post(f"{scene.path}/matches/ko/{first}/start").status_code == 200
    late = [{"stage": "ko", "match": first, "ends_at": at(10, 25)}]
    again = plan(scene, keep=True, late=late, turnaround_minutes=0)
    moved = {one["match"]: clock(one["at"]) for one in again["matches"] if one["moved"]}
    # To the first room that no other match is in the way of; and what follows from it, of all that is left.
    assert moved[third] == "11:00"
    assert len(moved) == again["moved"] == 3
    locked = [{"stage": "ko", "match": third}]
    kept = scene.owner.http.post(
        f"{scene.path}/schedule/preview",
        json={
            "stations": ["1", "2"],
            "starts_at": START,
            "game_minutes": 20,
            "keep": True,
            "late": late,
            "locked": locked,
        },
    ).json()
    assert [one["code"] for one in kept["conflicts"]] == ["schedule.station_taken"]
    assert not any(one["moved"] for one in kept["matches"])


def test_nobody_plays_in_two_tournaments_at_once(meet: Meet, scene: Scene) -> None:
    """Whoever has a match in another tournament that is under way is free before it, or after it and a rest."""
    both, other = scene.entrant("a"), scene.entrant("b")
    scene.start()
    assert put(scene.owner, scene.path, plan(scene, game_minutes=60)).status_code == 200
    second = meet(Role.ORGANIZER)
    path = f"/api/tournaments/{second.id}"
    assert second.http.post("/api/tournaments", json={"id": second.id, "name": "Other", "stages": STAGES}).is_success
    assert second.http.post(f"{path}/open-registration").status_code == 200
    for person, entrant in ((both, "x"), (meet(), "y")):
        assert person.http.post(f"{path}/entrants", json={"entrant": entrant}).status_code == 201
    assert second.http.post(f"{path}/start").status_code == 200
    asked = {"stations": ["9"], "starts_at": at(9, 50), "game_minutes": 60, "rest_minutes": 15}
    found = second.http.post(f"{path}/schedule/preview", json=asked).json()["matches"]
    assert [clock(one["at"]) for one in found] == ["11:15"]
    asked |= {"stations": ["1"], "rest_minutes": 0, "beside": [scene.owner.id], "turnaround_minutes": 20}
    found = second.http.post(f"{path}/schedule/preview", json=asked).json()["matches"]
    assert [clock(one["at"]) for one in found] == ["11:20"]
    assert other.http.get(f"{scene.path}/schedule").status_code == 200


def test_what_is_asked_for_in_vain_is_said_at_once(scene: Scene) -> None:
    """No stations, hours that end before they begin, what has no time to keep."""
    for entrant in "ab":
        scene.entrant(entrant)
    where = f"{scene.path}/schedule/preview"
    foreseen = scene.owner.http.post(where, json={"stations": ["1"], "starts_at": START}).json()["matches"]
    assert [(one["match"], one["foreseen"]) for one in foreseen] == [("final", True)]
    scene.start()
    windows = [{"opens": START, "closes": START}]
    bad = {"stations": [], "starts_at": START, "open": windows, "game_minutes": 0, "rest_minutes": -1}
    answer = scene.owner.http.post(where, json=bad)
    assert answer.status_code == 400
    assert {problem["field"] for problem in answer.json()["problems"]} == {
        "stations",
        "open.0",
        "game_minutes",
        "rest_minutes",
    }
    locked = {"stations": ["1"], "locked": [{"stage": "ko", "match": "final"}]}
    assert code(scene.owner.http.post(where, json=locked)) == (400, "schedule.nothing_to_lock")
    short = {"stations": ["1"], "open": [{"opens": START, "closes": at(10, 10)}]}
    assert scene.owner.http.post(where, json=short).json()["unplaced"] == [{"stage": "ko", "match": "final"}]


def test_the_next_free_station_is_found(scene: Scene) -> None:
    """For so long as is asked, among those named or those of the schedule; the first that is free first."""
    for entrant in "abcd":
        scene.entrant(entrant)
    scene.start()
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    times = [
        {"stage": "ko", "match": match, "at": (soon + timedelta(minutes=more)).isoformat(), "station": station}
        for match, more, station in (("R1-1", 0, "1"), ("R1-2", 90, "2"))
    ]
    assert scene.owner.http.put(f"{scene.path}/schedule", json={"matches": times}).status_code == 200
    where = f"{scene.path}/schedule/free"
    answers = scene.owner.http.get(where, params={"minutes": 60}).json()["stations"]
    assert [one["station"] for one in answers] == ["2", "1"]
    assert datetime.fromisoformat(answers[1]["at"]) == soon + timedelta(minutes=60)
    named = scene.owner.http.get(where, params={"minutes": 10, "station": ["7", "1"]}).json()["stations"]
    assert [one["station"] for one in named] == ["1", "7"]
    assert code(scene.meet().http.get(where)) == (403, "access.permission")
