"""Deeds in the audit trail that no journal has: sign-ins, addresses and passwords, games, templates, series, forms."""

import json
from typing import Any
from uuid import uuid4

from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import PNG, STAGES, Meet, Scene, Someone
from tests.host.beside.test_audit import ok, trail
from tests.host.beside.test_rosters import team_of
from tests.host.conftest import Running, client

PASSWORD, OTHER = "correct horse battery", "another horse battery"


def deeds(admin: Someone, account: str) -> list[tuple[str, Any]]:
    """What was done to an account and what came of it, the oldest first."""
    lines = trail(admin, "/api/audit", object=f"account/{account}")[::-1]
    assert {line["address"] for line in lines} == {"127.0.0.1"}
    return [(line["action"], line["after"]) for line in lines]


def test_what_is_done_to_an_account_is_written_down(keeping: Running, meet: Meet) -> None:
    """Made, signed in and kept out, renamed, another address and password, out again: by whom and from where."""
    admin, email = meet(Role.ADMIN), f"{uuid4().hex}@example.org"
    with client(keeping.url) as http:
        http.headers["origin"] = keeping.url
        made = ok(http.post("/api/accounts", json={"email": email, "name": "Ann", "password": PASSWORD}))["id"]
        shown = {"email": email, "password": PASSWORD}
        assert http.post("/api/session", json={**shown, "password": "wrong"}).status_code == 401
        assert http.post("/api/session", json={"email": f"x{email}", "password": "wrong"}).status_code == 401
        ok(http.post("/api/session", json=shown))
        ok(http.patch("/api/me", json={"name": "Zoë the Great"}))
        assert http.put("/api/me/email", json={"email": f"new-{email}", "password": PASSWORD}).status_code == 202
        assert http.delete("/api/session").status_code == 204
        pair = ok(http.post("/api/tokens", json=shown))
        shows = {"Authorization": f"Bearer {pair['access_token']}"}
        assert http.put("/api/me/password", json={"present": PASSWORD, "password": OTHER}, headers=shows).is_success
        pair = ok(http.post("/api/tokens", json={"email": email, "password": OTHER}))
        shows = {"Authorization": f"Bearer {pair['access_token']}"}
        assert http.delete("/api/tokens", headers=shows).status_code == 204
    lines = deeds(admin, made)
    assert lines == [
        ("account.create", {"role": "player"}),
        ("account.sign_in_failed", {"code": "access.wrong_password"}),
        ("account.sign_in", {"via": "session"}),
        ("account.rename", None),
        ("account.email_asked", None),
        ("account.sign_out", None),
        ("account.sign_in", {"via": "token"}),
        ("account.password", None),
        ("account.sign_in", {"via": "token"}),
        ("account.sign_out_everywhere", None),
    ]
    said = [{**line, "name": ""} for line in trail(admin, "/api/audit", object=f"account/{made}")]
    assert not any(word in json.dumps(said, ensure_ascii=False) for word in ("example.org", "Zoë", PASSWORD, OTHER))


def test_games_templates_and_series_are_written_down(scene: Scene, meet: Meet) -> None:
    """How they stood before and stand after, by whoever writes them."""
    admin, owner = meet(Role.ADMIN), scene.owner
    game = f"game-{uuid4().hex[:8]}"
    for title in ("One", "Two"):
        ok(admin.http.put(f"/api/games/{game}", json={"name": game, "title": title}))
    assert admin.http.delete(f"/api/games/{game}").status_code == 204
    lines = trail(admin, "/api/audit", object=f"game/{game}")[::-1]
    titles = [tuple((line[side] or {}).get("title") for side in ("before", "after")) for line in lines]
    assert [line["action"] for line in lines] == ["game.write", "game.write", "game.remove"]
    assert titles == [(None, "One"), ("One", "Two"), ("Two", None)]
    template = ok(owner.http.post(f"{scene.path}/templates", json={}))["id"]
    ok(owner.http.put(f"/api/templates/{template}", json={"name": "x", "sharing": "shared", "shared_with": [admin.id]}))
    assert owner.http.delete(f"/api/templates/{template}").status_code == 204
    lines = trail(admin, "/api/audit", object=f"template/{template}")[::-1]
    assert [line["action"] for line in lines] == ["template.create", "template.change", "template.remove"]
    assert (lines[0]["tournament"], lines[1]["after"]["shared_with"]) == (owner.id, [admin.id])
    series = ok(owner.http.post("/api/series", json={"name": "Season", "places": [2, 1]}))["id"]
    ok(owner.http.put(f"/api/series/{series}/tournaments/{owner.id}"))
    ok(owner.http.put(f"/api/series/{series}", json={"name": "Season", "places": [3, 1]}))
    ok(owner.http.delete(f"/api/series/{series}/tournaments/{owner.id}"))
    lines = trail(admin, "/api/audit", object=f"series/{series}")[::-1]
    assert [line["action"] for line in lines] == ["series.create", "series.add", "series.change", "series.take_out"]
    assert (lines[2]["before"]["rules"]["places"], lines[2]["after"]["rules"]["places"]) == ([2, 1], [3, 1])
    assert [line["after"]["tournaments"] for line in lines] == [[], [owner.id], [owner.id], []]


def test_answers_and_rosters_are_written_down(scene: Scene, meet: Meet) -> None:
    """Who plays, by id; that something was answered anew, and never what."""
    fields = [{"key": "nick"}, {"key": "licence", "kind": "file"}]
    settings = {"name": "Cup", "stages": STAGES, "fields": fields, "roster": {"size": 1, "substitutes": 1}}
    change = {"type": "ChangeSettings", "settings": settings}
    ok(scene.owner.http.post(f"{scene.path}/commands", json=change))
    captain, ann = meet(), meet()
    sent = captain.http.post(f"{scene.path}/fields/licence/files", files={"file": ("a.png", PNG, "image/png")})
    new = {"entrant": "reds", "team": team_of(captain, ann), "roster": {"players": [captain.id]}}
    ok(captain.http.post(f"{scene.path}/entrants", json=new))
    answers = {"nick": "Zed of the North", "licence": ok(sent)["file"]}
    ok(captain.http.put(f"{scene.path}/entrants/reds/answers", json={"answers": answers}))
    ok(captain.http.put(f"{scene.path}/entrants/reds/roster", json={"players": [ann.id]}))
    lines = {line["action"]: line for line in trail(scene.owner, f"{scene.path}/audit", actor=captain.id)}
    assert lines["registration.file"]["object"] == "field/licence"
    assert lines["registration.answers"]["after"] == {"fields": ["licence", "nick"]}
    roster = lines["registration.roster"]
    assert (roster["before"], roster["after"]) == ({"players": [captain.id]}, {"players": [ann.id]})
    assert "Zed" not in json.dumps(list(lines.values()))
