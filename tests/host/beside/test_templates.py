"""Templates, series over HTTP, and the configurations that a tournament has had."""

from typing import Any
from uuid import uuid4

from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import STAGES, Meet, Scene, Someone, code
from tests.host.conftest import Running, client

UNKNOWN = (404, "template.unknown")


def test_a_tournament_is_made_from_a_template_by_those_who_may_use_it(scene: Scene, meet: Meet) -> None:
    """Settings without dates; for the owner, for those named, or for everyone; what is hidden is not there."""
    owner, friend, stranger = scene.owner, meet(Role.ORGANIZER), meet(Role.ORGANIZER)
    settings = {"name": "Cup", "stages": STAGES, "game": "chess", "capacity": 8, "waitlist": True}
    dated = {**settings, "starts_at": "2027-01-01T10:00:00Z", "registration": {"closes": "2027-01-01T09:00:00Z"}}
    change = {"type": "ChangeSettings", "settings": dated}
    assert owner.http.post(f"{scene.path}/commands", json=change).status_code == 200
    assert code(stranger.http.post(f"{scene.path}/templates", json={})) == (403, "access.permission")
    saved = owner.http.post(f"{scene.path}/templates", json={"name": "Monthly"})
    assert saved.status_code == 201, saved.text
    path = f"/api/templates/{saved.json()['id']}"
    assert saved.json()["settings"] == settings
    for hidden in (friend, stranger):
        assert code(hidden.http.get(path)) == UNKNOWN
        assert code(hidden.http.post(f"{path}/tournaments", json={"name": "Mine"})) == UNKNOWN
    share = {"name": "Monthly", "sharing": "shared", "shared_with": [friend.id]}
    assert owner.http.put(path, json=share).json()["shared_with"] == [friend.id]
    assert [one["shared_with"] for one in friend.http.get("/api/templates").json()["templates"]] == [[]]
    assert code(stranger.http.get(path)) == UNKNOWN
    assert code(friend.http.put(path, json=share)) == UNKNOWN
    body = {"name": "March", "id": uuid4().hex, "starts_at": "2027-03-01T10:00:00Z"}
    made = friend.http.post(f"{path}/tournaments", json=body)
    assert made.status_code == 201
    view = friend.http.get(made.headers["location"]).json()
    assert view["settings"] == settings | {"name": "March", "starts_at": "2027-03-01T10:00:00Z"}
    assert code(meet().http.post(f"{path}/tournaments", json=body)) == (403, "access.role")
    assert owner.http.put(path, json={"name": "Monthly", "sharing": "public"}).status_code == 200
    assert stranger.http.get(path).status_code == 200
    assert code(owner.http.put(path, json={"name": " "})) == (400, "template.name_length")
    assert owner.http.delete(path).status_code == 204
    assert code(owner.http.get(path)) == UNKNOWN


def played(owner: Someone, players: dict[str, Someone], order: str) -> str:
    """A tournament that is won in this order of entrants' letters; ids differ from one to the next."""
    id_ = uuid4().hex
    path = f"/api/tournaments/{id_}"
    stages = [{"key": "all", "format": "round_robin"}]
    assert owner.http.post("/api/tournaments", json={"id": id_, "name": "Cup", "stages": stages}).status_code == 201
    assert owner.http.post(f"{path}/open-registration").status_code == 200
    for name, player in players.items():
        body = {"entrant": f"{name}-{id_[:6]}", "name": name.upper()}
        assert player.http.post(f"{path}/entrants", json=body).status_code == 201
    assert owner.http.post(f"{path}/start").status_code == 200
    while ready := owner.http.get(f"{path}/matches", params={"state": "ready"}).json()["matches"]:
        for match in ready:
            home, away = (order.index(entrant[0]) for entrant in match["entrants"])
            score = {"points": [int(home < away), int(home > away)]}
            assert owner.http.put(f"{path}/matches/all/{match['key']}/result", json=score).status_code == 200
    return id_


def test_a_series_adds_up_what_accounts_have_got(meet: Meet, keeping: Running) -> None:
    """Whoever plays under other ids is the same; only tournaments that are over count, and as many as the rules say."""
    owner, other = meet(Role.ORGANIZER), meet(Role.ORGANIZER)
    players = {name: meet() for name in "abc"}
    rules = {"name": "Season", "places": [10, 6], "attendance": 1, "best_of": 2}
    assert code(meet().http.post("/api/series", json=rules)) == (403, "access.role")
    wrong = owner.http.post("/api/series", json={"name": "", "places": [1, 2], "best_of": 0}).json()["problems"]
    assert [one["code"] for one in wrong] == ["series.name_length", "series.places_rise", "series.best_of"]
    made = owner.http.post("/api/series", json=rules)
    path = f"/api/series/{made.json()['id']}"
    ids = [played(owner, players, order) for order in ("abc", "bac", "bca")]
    draft = uuid4().hex
    assert owner.http.post("/api/tournaments", json={"id": draft, "name": "Next", "stages": STAGES}).status_code == 201
    for id_ in (*ids, draft, ids[0]):
        assert code(other.http.put(f"{path}/tournaments/{id_}"))[0] in {403, 404}
        assert owner.http.put(f"{path}/tournaments/{id_}").status_code == 200
    with client(keeping.url) as http:
        seen: dict[str, Any] = http.get(path).json()
        assert seen["id"] in [one["id"] for one in http.get("/api/series").json()["series"]]
    assert (seen["tournaments"], seen["finished"]) == (ids, ids)
    table = [(line["competitor"], line["name"], line["rank"], line["points"]) for line in seen["table"]]
    assert table == [
        (f"account/{players['b'].id}", "B", 1, 20),
        (f"account/{players['a'].id}", "A", 2, 16),
        (f"account/{players['c'].id}", "C", 3, 7),
    ]
    assert [result["counts"] for result in seen["table"][0]["results"]] == [False, True, True]
    assert code(other.http.put(path, json=rules)) == (403, "series.owner")
    assert owner.http.put(path, json=rules | {"places": ["1/2"], "attendance": 0}).json()["places"] == ["1/2"]
    assert owner.http.delete(f"{path}/tournaments/{ids[0]}").json()["tournaments"] == ids[1:]


def test_every_configuration_can_be_read_and_compared(scene: Scene) -> None:
    """Each change of the settings is a version, with who made it; two of them differ field by field."""
    change = {"type": "ChangeSettings", "settings": {"name": "Big Cup", "stages": STAGES, "capacity": 8}}
    assert scene.owner.http.post(f"{scene.path}/commands", json=change).status_code == 200
    path = f"{scene.path}/configurations"
    found = scene.owner.http.get(path).json()["configurations"]
    assert [(one["seq"], one["settings"]["name"]) for one in found] == [(1, "Cup"), (3, "Big Cup")]
    assert {one["actor"] for one in found} == {scene.owner.id}
    compared = scene.owner.http.get(f"{path}/comparison", params={"before": 1, "after": 3}).json()
    assert compared["changes"] == [
        {"path": "name", "before": "Cup", "after": "Big Cup"},
        {"path": "capacity", "before": None, "after": 8},
    ]
    missing = scene.owner.http.get(f"{path}/comparison", params={"before": 2, "after": 3})
    assert code(missing) == (404, "configuration.unknown")
