"""Rosters: who plays for a team in a tournament."""

from typing import Any

from tests.host.beside.conftest import STAGES, Meet, Scene, Someone, code


def team_of(captain: Someone, *members: Someone) -> str:
    """A team with these members."""
    id_: str = captain.http.post("/api/teams", json={"name": "Team"}).json()["id"]
    for member in members:
        assert captain.http.post(f"/api/teams/{id_}/invites", json={"account": member.id}).status_code == 200
        assert member.http.post(f"/api/teams/{id_}/accept").status_code == 200
    return id_


def test_a_roster_is_of_the_team_within_the_rules_and_fixed_once_play_begins(scene: Scene, meet: Meet) -> None:
    """Every reason at once; nobody plays for two; before play the captain changes it, then only staff; all may read."""
    rules = {"size": 2, "substitutes": 1, "required": True}
    change = {"type": "ChangeSettings", "settings": {"name": "Cup", "stages": STAGES, "roster": rules}}
    assert scene.owner.http.post(f"{scene.path}/commands", json=change).status_code == 200
    cap, ann, bob, eve = (meet() for _ in range(4))
    reds, entrants = team_of(cap, ann, bob), f"{scene.path}/entrants"
    new: dict[str, Any] = {"entrant": "reds", "team": reds}
    assert code(cap.http.post(entrants, json=new)) == (400, "roster.missing")
    wrong = {"players": [cap.id], "substitutes": [cap.id, eve.id]}
    told = cap.http.post(entrants, json=new | {"roster": wrong}).json()["problems"]
    assert [one["code"] for one in told] == [
        "roster.size",
        "roster.substitutes",
        "roster.repeated",
        "roster.no_member",
    ]
    good = {"players": [cap.id, ann.id]}
    assert code(eve.http.post(entrants, json={"entrant": "e", "roster": good})) == (400, "roster.no_team")
    assert cap.http.post(entrants, json=new | {"roster": good}).status_code == 201
    blues = team_of(eve, ann)
    double = {"entrant": "blues", "team": blues, "roster": {"players": [eve.id, ann.id]}}
    assert code(eve.http.post(entrants, json=double)) == (400, "roster.elsewhere")
    full = {"players": [cap.id, bob.id], "substitutes": [ann.id]}
    path = f"{entrants}/reds/roster"
    assert code(eve.http.put(path, json=full)) == (403, "access.permission")
    assert cap.http.put(path, json=full).status_code == 200
    seen = eve.http.get(path).json()["roster"]
    assert [(one["account"], one["substitute"]) for one in seen] == [
        (cap.id, False),
        (bob.id, False),
        (ann.id, True),
    ]
    helper = scene.staff("registrations")
    assert helper.http.post(entrants, json={"entrant": "solo"}).status_code == 201
    scene.start()
    assert code(cap.http.put(path, json=good)) == (409, "answer.too_late")
    assert helper.http.put(path, json=good).status_code == 200
    assert code(helper.http.put(f"{entrants}/solo/roster", json=good)) == (400, "roster.no_team")
