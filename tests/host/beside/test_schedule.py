"""When matches are played, as commands and as a calendar; and which tournaments are found."""

from uuid import uuid4

from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import STAGES, Meet, Scene, code
from tests.host.conftest import Running, client

AT = "2026-12-05T18:00:00Z"


def test_a_match_is_scheduled_and_started_by_those_who_may(scene: Scene) -> None:
    """A time and a place are set and taken back; sides do neither."""
    ann, _ = scene.entrant("a"), scene.entrant("b")
    scene.start()
    final = f"{scene.path}/matches/ko/final"
    body = {"at": AT, "station": "table 1"}
    assert code(ann.http.put(f"{final}/schedule", json=body)) == (403, "access.permission")
    assert scene.staff("schedule").http.put(f"{final}/schedule", json=body).status_code == 200
    progress = ann.http.get(final).json()["progress"]
    assert (progress["scheduled_at"], progress["station"]) == (AT, "table 1")
    assert scene.owner.http.put(f"{final}/schedule", json={"at": None}).status_code == 200
    assert ann.http.get(final).json()["progress"].get("scheduled_at") is None
    assert code(ann.http.post(f"{final}/start")) == (403, "access.permission")
    assert scene.staff("results").http.post(f"{final}/start").status_code == 200
    assert ann.http.get(final).json()["state"] == "live"
    assert code(scene.owner.http.post(f"{final}/start")) == (409, "match.started_already")


def test_of_many_matches_each_says_what_came_of_it(scene: Scene) -> None:
    """Those that can be are scheduled; the others say why; the same request again changes nothing."""
    for entrant in "abcd":
        scene.entrant(entrant)
    scene.start()
    keys = [match["key"] for match in scene.owner.http.get(f"{scene.path}/matches").json()["matches"]]
    times = [{"stage": "ko", "match": key, "at": AT} for key in [keys[0], "nowhere", keys[1]]]
    where, key = f"{scene.path}/matches/schedule", {"Idempotency-Key": "k1"}
    before, versions = scene.owner.http.get(scene.path).json()["version"], []
    assert code(scene.meet().http.post(where, json={"matches": times})) == (403, "access.permission")
    for _ in range(2):
        lines = scene.owner.http.post(where, json={"matches": times}, headers=key).json()["matches"]
        assert [[problem["code"] for problem in line["problems"]] for line in lines] == [[], ["match.unknown"], []]
        versions.append(scene.owner.http.get(scene.path).json()["version"])
    assert versions == [before + 2] * 2
    too_many = {"matches": [times[0]] * 201}
    assert code(scene.owner.http.post(where, json=too_many)) == (400, "schedule.too_many")


def test_the_calendar_has_what_has_a_time(scene: Scene, keeping: Running) -> None:
    """One event for each such match, escaped, in lines of at most 75 bytes, for anyone; 304 while nothing happens."""
    names = {"a": "Ann; the, first", "b": "Ü" * 60}
    for entrant, name in names.items():
        body = {"entrant": entrant, "name": name}
        assert scene.owner.http.post(f"{scene.path}/entrants", json=body).status_code == 201
    scene.start()
    with client(keeping.url) as http:
        where = f"{scene.path}/schedule.ics"
        assert "VEVENT" not in http.get(where).text
        body = {"at": "2026-12-05T19:00:00+01:00", "station": "table 1"}
        scene.owner.http.put(f"{scene.path}/matches/ko/final/schedule", json=body)
        got = http.get(where)
        assert got.headers["content-type"].startswith("text/calendar")
        lines = got.content.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        unfolded = got.content.replace(b"\r\n ", b"").decode().split("\r\n")
        assert unfolded[0] == "BEGIN:VCALENDAR"
        assert unfolded[-2:] == ["END:VCALENDAR", ""]
        assert "DTSTART:20261205T180000Z" in unfolded
        assert "LOCATION:table 1" in unfolded
        assert f"SUMMARY:Ann\\; the\\, first v {names['b']}" in unfolded
        assert unfolded.count("BEGIN:VEVENT") == 1
        assert http.get(where, headers={"If-None-Match": got.headers["etag"]}).status_code == 304


def test_tournaments_are_found_by_name_and_drafts_by_their_staff(meet: Meet, keeping: Running) -> None:
    """A part of the name, in any case, with no wildcards; a draft is nobody else's before it is published."""
    owner, helper, word = meet(Role.ORGANIZER), meet(), uuid4().hex
    for name in (f"50% {word} Cup", f"Other {word}"):
        created = owner.http.post("/api/tournaments", json={"name": name, "stages": STAGES})
        assert created.status_code == 201
    path = created.headers["location"]

    def found(person: object, q: str, **more: str) -> list[str]:
        answer = person.http.get("/api/tournaments", params={"q": q, **more})  # type: ignore[attr-defined]
        return sorted(line["name"] for line in answer.json()["tournaments"])

    both = [f"50% {word} Cup", f"Other {word}"]
    assert found(owner, word.upper()) == found(meet(Role.ADMIN), word) == both
    assert found(owner, f"% {word}") == both[:1]
    assert found(owner, f"_ther {word}") == []
    assert found(helper, word) == []
    assert owner.http.put(f"{path}/staff/{helper.id}", json={"permissions": ["results"]}).status_code == 200
    assert found(helper, word) == both[1:]
    assert owner.http.post(f"{path}/open-registration").status_code == 200
    assert found(meet(), word) == both[1:]
    assert found(owner, word, phase="draft") == both[:1]
    with client(keeping.url) as http:
        anyone = http.get("/api/tournaments", params={"q": word}).json()["tournaments"]
    assert [line["name"] for line in anyone] == both[1:]
