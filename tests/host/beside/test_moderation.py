"""Sanctions, what is hidden, reports, and the stop of the whole host."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from deltacrown_host.access.roles import Role
from deltacrown_host.audit.tables import audit_addresses
from deltacrown_host.disputes.tables import dispute_texts
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.moderation.keeping import Keeping, let_go
from deltacrown_host.moderation.noting import end_expired
from sqlalchemy import func, insert, select

from tests.host.beside.conftest import PNG, Meet, Scene, Someone, code
from tests.host.conftest import Running

NEVER = timedelta(days=10_000)


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def until(found: Callable[[], bool]) -> None:
    """Look until it is so: a job does it."""
    for _ in range(3000):
        if found():
            return
    raise AssertionError


def impose(who: Someone, path: str, account: str, kind: str, **more: Any) -> Any:
    body = {"account": account, "kind": kind, "reason": "they know", **more}
    return ok(who.http.post(f"{path}/sanctions", json=body))


def done(who: Someone, action: str, account: str) -> list[str]:
    """What the trail has of it, by whom."""
    asked = {"action": action, "object": f"account/{account}"}
    return [line["actor"] for line in ok(who.http.get("/api/audit", params=asked))["lines"]]


def statuses(scene: Scene) -> dict[str, str]:
    entrants = ok(scene.owner.http.get(f"{scene.path}/entrants"))["entrants"]
    return {one["entrant"]: one["status"] for one in entrants}


def test_whoever_is_banned_does_not_register_and_is_put_out(scene: Scene, meet: Meet) -> None:
    """By themselves, by a command, in a team or by staff; until the ban is lifted. Both are in the trail."""
    admin, ann, bob = meet(Role.ADMIN), scene.entrant("a"), meet()
    ban = impose(scene.owner, scene.path, ann.id, "ban", entrants="withdraw")
    until(lambda: statuses(scene)["a"] == "withdrawn")
    team = ok(ann.http.post("/api/teams", json={"name": "Reds"}))["id"]
    where, banned = f"{scene.path}/entrants", (403, "sanction.banned")
    assert code(ann.http.post(where, json={"entrant": "a2"})) == banned
    assert code(ann.http.post(where, json={"entrant": "a2", "team": team})) == banned
    assert code(scene.owner.http.post(where, json={"entrant": "a2", "account": ann.id})) == banned
    given = {"type": "RegisterEntrant", "entrant": "a2"}
    assert code(ann.http.post(f"{scene.path}/commands", json=given)) == banned
    assert bob.http.post(where, json={"entrant": "b"}).status_code == 201
    (mine,) = ok(ann.http.get("/api/me/sanctions"))["sanctions"]
    assert (mine["kind"], mine["reason"], mine["until"], mine["tournament"]) == (
        "ban",
        "they know",
        None,
        scene.owner.id,
    )
    path = f"{scene.path}/sanctions/{ban['id']}"
    for stranger in (ann, scene.staff("registrations")):
        assert code(stranger.http.delete(path)) == (403, "access.permission")
    assert ok(scene.owner.http.delete(path))["sanctions"][0]["ended_at"] is not None
    assert code(scene.owner.http.delete(path)) == (404, "sanction.unknown")
    assert ann.http.post(where, json={"entrant": "a2"}).status_code == 201
    for action in ("admin.ban_participant", "admin.unban_participant"):
        assert done(admin, action, ann.id) == [scene.owner.id]


def test_a_ban_holds_where_it_was_said_to(scene: Scene, meet: Meet) -> None:
    """In one tournament, in all of an organizer, or on the host; whoever is no owner says so for one alone."""
    admin, other, ann = meet(Role.ADMIN), meet(Role.ORGANIZER), meet()
    body = {"name": "Other", "stages": [{"key": "ko", "format": "single_elimination"}]}
    paths = [
        f"/api/tournaments/{ok(who.http.post('/api/tournaments', json=body))['tournament']}"
        for who in (scene.owner, other)
    ]
    for path, who in zip(paths, (scene.owner, other), strict=True):
        ok(who.http.post(f"{path}/open-registration"))

    def may(path: str) -> bool:
        tried = {"type": "RegisterEntrant", "entrant": "x"}
        return ann.http.post(f"{path}/preview", json=tried).is_success

    everywhere = (scene.path, *paths)
    assert [may(path) for path in everywhere] == [True, True, True]
    wide = {"account": ann.id, "kind": "ban", "reason": "x", "organizer": True}
    helper = scene.staff("manage")
    assert code(helper.http.post(f"{scene.path}/sanctions", json=wide)) == (403, "access.permission")
    ban = impose(scene.owner, scene.path, ann.id, "ban")
    assert [may(path) for path in everywhere] == [False, True, True]
    ok(scene.owner.http.delete(f"{scene.path}/sanctions/{ban['id']}"))
    ban = impose(scene.owner, scene.path, ann.id, "ban", organizer=True)
    assert [may(path) for path in everywhere] == [False, False, True]
    assert code(helper.http.delete(f"{scene.path}/sanctions/{ban['id']}")) == (404, "sanction.unknown")
    ok(scene.owner.http.delete(f"{scene.path}/sanctions/{ban['id']}"))
    ban = ok(admin.http.post(f"/api/accounts/{ann.id}/sanctions", json={"kind": "ban", "reason": "x"}))
    assert [may(path) for path in everywhere] == [False, False, False]
    ok(admin.http.delete(f"/api/sanctions/{ban['id']}"))
    assert [may(path) for path in everywhere] == [True, True, True]
    kinds = [one["kind"] for one in ok(admin.http.get(f"/api/accounts/{ann.id}/sanctions"))["sanctions"]]
    assert kinds == ["ban"] * 3
    itself = {"account": scene.owner.id, "kind": "ban", "reason": "x"}
    assert code(scene.owner.http.post(f"{scene.path}/sanctions", json=itself)) == (403, "account.own")
    empty = {"account": ann.id, "kind": "ban", "reason": " "}
    assert code(scene.owner.http.post(f"{scene.path}/sanctions", json=empty)) == (400, "reason.length")


def test_sanctions_end_by_themselves_and_say_so(scene: Scene, meet: Meet, keeping: Running) -> None:
    """Once their time is over they hold no more; a job notes it. Suspensions have reasons and are listed too."""
    admin, ann = meet(Role.ADMIN), meet()
    soon = datetime.now(UTC) + timedelta(seconds=30)
    impose(scene.owner, scene.path, ann.id, "warning", until=soon.isoformat())
    ok(admin.http.put(f"/api/accounts/{ann.id}/suspension", json={"reason": "shouting"}))
    assert code(ann.http.get("/api/me")) == (403, "account.suspended")
    ok(admin.http.delete(f"/api/accounts/{ann.id}/suspension"))
    assert keeping.host
    with keeping.host.database.begin() as connection:
        end_expired(connection, soon + timedelta(seconds=1))
    kept = ok(ann.http.get("/api/me/sanctions"))["sanctions"]
    assert [(one["kind"], one["reason"], one["ended_at"] is None) for one in kept] == [
        ("suspension", "shouting", False),
        ("warning", "they know", False),
    ]
    assert done(admin, "moderation.expired", ann.id) == [""]
    assert done(admin, "account.suspend", ann.id) == done(admin, "account.unsuspend", ann.id) == [admin.id]


@pytest.fixture
def contested(scene: Scene) -> tuple[Someone, Someone, str, str]:
    """Two sides, their dispute, and its words as an object."""
    ann, bob = scene.entrant("a"), scene.entrant("b")
    scene.start()
    ok(scene.owner.http.put(f"{scene.path}/matches/ko/final/result", json={"points": [1, 0]}))
    path = f"{scene.path}/matches/ko/final/dispute"
    ok(ann.http.post(path, json={"entrant": "a", "ground": "rules", "text": "you fool"}))
    events = ok(scene.owner.http.get(f"{scene.path}/events"))["events"]
    (reason,) = [line["event"]["reason"] for line in events if line["event"]["type"] == "DisputeOpened"]
    return ann, bob, path, f"text/{scene.owner.id}/{reason.partition('/')[2]}"


def test_whoever_is_mute_says_nothing_in_disputes(scene: Scene, contested: tuple[Someone, Someone, str, str]) -> None:
    """They read on; the other side speaks."""
    ann, bob, path, _ = contested
    impose(scene.owner, scene.path, ann.id, "mute")
    assert code(ann.http.post(f"{path}/comments", json={"text": "x"})) == (403, "sanction.muted")
    ok(bob.http.post(f"{path}/comments", json={"text": "x"}))
    assert [said["text"] for said in ok(ann.http.get(path))["comments"]] == ["x"]


def test_what_is_reported_is_looked_into_and_hidden_and_shown_again(
    scene: Scene, contested: tuple[Someone, Someone, str, str], meet: Meet, keeping: Running
) -> None:
    """A report goes from open to resolved with a decision; hidden words are there again once they are shown."""
    _, bob, path, words = contested
    admin = meet(Role.ADMIN)
    report = ok(bob.http.post("/api/reports", json={"object": words, "ground": "abuse", "text": "insults"}))
    assert (report["state"], report["reporter"]) == ("open", bob.id)
    assert code(bob.http.post("/api/reports", json={"object": words, "ground": "spam"})) == (409, "report.made_already")
    assert code(bob.http.post("/api/reports", json={"object": "team/x", "ground": "spam"})) == (404, "object.unknown")
    assert code(bob.http.get("/api/reports")) == (403, "access.role")
    assert report in ok(admin.http.get("/api/reports", params={"state": "open"}))["reports"]
    at = f"/api/reports/{report['id']}"
    assert ok(admin.http.post(f"{at}/review"))["state"] == "under_review"
    ok(admin.http.put("/api/hidden", json={"object": words, "reason": "insults"}))
    assert ok(bob.http.get(path))["text"] is None
    resolved = ok(admin.http.post(f"{at}/resolve", json={"decision": "hidden", "note": "first time"}))
    assert (resolved["state"], resolved["decision"], resolved["moderator"]) == ("resolved", "hidden", admin.id)
    assert code(admin.http.post(f"{at}/review")) == (409, "report.resolved_already")
    ok(admin.http.request("DELETE", "/api/hidden", json={"object": words}))
    assert ok(bob.http.get(path))["text"] == "you fool"
    actions = {line["action"] for line in ok(admin.http.get("/api/audit", params={"object": words}))["lines"]}
    assert actions == {"report.create", "report.review", "report.resolve", "moderation.hide", "moderation.show"}
    assert code(admin.http.request("DELETE", "/api/hidden", json={"object": words})) == (404, "object.not_hidden")


def test_a_hidden_tournament_or_team_is_there_for_those_who_answer_for_it(
    scene: Scene, meet: Meet, keeping: Running
) -> None:
    """Nobody else finds it, reads it or sits in its room; nothing of it is lost."""
    admin, ann, mate = meet(Role.ADMIN), meet(), meet()
    team = ok(mate.http.post("/api/teams", json={"name": "Reds"}))["id"]
    hidden = {f"tournament/{scene.owner.id}": scene.path, f"team/{team}": f"/api/teams/{team}"}
    for object_ in hidden:
        ok(admin.http.put("/api/hidden", json={"object": object_, "reason": "spam"}))
    assert {line["object"] for line in ok(admin.http.get("/api/hidden"))["hidden"]} >= hidden.keys()
    for path in (*hidden.values(), f"{scene.path}/events"):
        assert ann.http.get(path).status_code == 404
        assert admin.http.get(path).status_code == 200
    assert scene.owner.http.get(scene.path).status_code == mate.http.get(f"/api/teams/{team}").status_code == 200
    assert httpx.get(f"{keeping.url}/t/{scene.owner.id}").status_code == 404

    def listed(who: Someone) -> bool:
        found = ok(who.http.get("/api/tournaments"))["tournaments"]
        return scene.owner.id in {line["id"] for line in found}

    assert (listed(ann), listed(scene.owner), listed(admin)) == (False, True, True)
    for object_ in hidden:
        ok(admin.http.request("DELETE", "/api/hidden", json={"object": object_}))
    assert listed(ann)
    assert [ann.http.get(path).status_code for path in hidden.values()] == [200, 200]


def test_a_frozen_tournament_takes_nothing_but_from_staff(scene: Scene) -> None:
    """Neither commands nor proofs of payment."""
    ann = scene.entrant("a")
    ok(scene.owner.http.post(f"{scene.path}/commands", json={"type": "FreezeTournament", "reason": "a storm"}))
    frozen = (409, "tournament.frozen")
    proof = {"file": ("x.png", PNG)}
    assert code(ann.http.post(f"{scene.path}/entrants/a/payment/proof", files=proof)) == frozen
    assert code(ann.http.delete(f"{scene.path}/entrants/a")) == frozen
    assert scene.owner.http.post(f"{scene.path}/entrants/a/payment/proof", files=proof).status_code == 201


@pytest.fixture
def stopped(meet: Meet) -> Iterator[Someone]:
    """An administrator who has stopped the host; it goes on afterwards."""
    admin = meet(Role.ADMIN)
    assert ok(admin.http.put("/api/emergency-stop", json={"reason": "moving house"})) == {"stopped": "moving house"}
    yield admin
    assert ok(admin.http.delete("/api/emergency-stop")) == {"stopped": ""}


def test_while_the_host_stands_still_everything_is_read_and_nothing_written(
    scene: Scene, stopped: Someone, meet: Meet
) -> None:
    """Not by administrators either; it says so in its health, and the stop is in the trail."""
    for who in (scene.owner, stopped):
        refused = who.http.post(f"{scene.path}/entrants", json={"entrant": "a"})
        assert code(refused) == (503, "host.stopped")
        assert "moving house" in refused.json()["detail"]
        assert refused.headers["retry-after"] == "60"
        assert who.http.get(scene.path).status_code == 200
    assert scene.owner.http.get("/readiness").json() == {"status": "read-only: moving house"}
    assert code(scene.owner.http.delete("/api/emergency-stop")) == (403, "access.role")
    wrong = scene.owner.http.post("/api/session", json={"email": "x@example.org", "password": "x"})
    assert code(wrong) == (401, "access.wrong_password")
    lines = ok(stopped.http.get("/api/audit", params={"action": "admin.emergency_stop"}))["lines"]
    assert (lines[0]["actor"], lines[0]["after"]) == (stopped.id, {"stopped": True})


def test_what_is_over_is_kept_for_as_long_as_the_settings_say(
    scene: Scene, contested: tuple[Someone, Someone, str, str], meet: Meet, keeping: Running
) -> None:
    """Addresses, words that were hidden, jobs that were given up: each by its own number of days, journals never."""
    words = contested[-1]
    admin, now = meet(Role.ADMIN), datetime.now(UTC)
    ok(admin.http.put("/api/hidden", json={"object": words, "reason": "insults"}))
    before = scene.owner.http.get(f"{scene.path}/journal").text
    assert keeping.host

    def left() -> tuple[int, int, bool]:
        assert keeping.host
        with keeping.host.database.connect() as connection:
            mine = audit_addresses.c.account == scene.owner.id
            addresses = connection.execute(select(func.count()).select_from(audit_addresses).where(mine)).scalar_one()
            dead = connection.execute(select(func.count()).select_from(jobs).where(jobs.c.id == "dead")).scalar_one()
            text = select(dispute_texts.c.text).where(dispute_texts.c.id == words.rpartition("/")[2])
            return addresses, dead, connection.execute(text).scalar() is None

    job = {"id": "dead", "kind": "x", "payload": "{}", "run_at": now, "attempts": 9, "dead_at": now}
    with keeping.host.database.begin() as connection:
        connection.execute(insert(jobs).values(job))
        let_go(connection, Keeping(NEVER, NEVER, NEVER, NEVER), now)
    assert (left()[0] > 0, *left()[1:]) == (True, 1, False)
    soon, late = now + timedelta(days=2), timedelta(days=1)
    for keeping_for, expected in ((Keeping(NEVER, NEVER, late, NEVER), 0), (Keeping(late, late, late, NEVER), 0)):
        with keeping.host.database.begin() as connection:
            let_go(connection, keeping_for, soon)
        assert left()[1] == expected
    assert left() == (0, 0, True)
    assert scene.owner.http.get(f"{scene.path}/journal").text == before
