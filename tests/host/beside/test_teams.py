"""Teams: who is in them, who leads them, and who acts for them in tournaments."""

import pytest

from tests.host.beside.conftest import Meet, Scene, Someone, code
from tests.host.conftest import Running, client

NO_PLACE = (403, "team.place")


@pytest.fixture
def team(meet: Meet) -> tuple[Someone, str]:
    """A captain, and the path of their team."""
    captain = meet()
    made = captain.http.post("/api/teams", json={"name": "Reds"})
    assert made.status_code == 201
    return captain, f"/api/teams/{made.json()['id']}"


def joined(captain: Someone, path: str, member: Someone, place: str = "player") -> Someone:
    """Somebody who was invited, accepted, and was given this place."""
    assert captain.http.post(f"{path}/invites", json={"account": member.id}).status_code == 200
    assert member.http.post(f"{path}/accept").status_code == 200
    assert captain.http.put(f"{path}/members/{member.id}", json={"place": place}).status_code == 200
    return member


def places(person: Someone, path: str) -> dict[str, str]:
    """Who is what in the team."""
    return {member["account"]: member["place"] for member in person.http.get(path).json()["members"]}


def test_somebody_joins_who_was_asked_and_says_yes(team: tuple[Someone, str], meet: Meet, keeping: Running) -> None:
    """Invitations are seen by those who lead and by whom they ask; whoever declines is asked no more."""
    captain, path = team
    ann, bob = meet(), meet()
    assert code(ann.http.post(f"{path}/accept")) == (409, "team.not_invited")
    for person in (ann, bob):
        for _ in range(2):
            assert captain.http.post(f"{path}/invites", json={"account": person.id}).status_code == 200
    assert captain.http.get(path).json()["invited"] == [ann.id, bob.id]
    mine = ann.http.get("/api/me/teams").json()
    assert ([one["name"] for one in mine["invitations"]], mine["teams"]) == (["Reds"], [])
    assert mine["invitations"][0]["invited"] == []
    assert ann.http.post(f"{path}/accept").status_code == 200
    assert bob.http.post(f"{path}/decline").status_code == 200
    assert code(bob.http.post(f"{path}/accept")) == (409, "team.not_invited")
    assert code(captain.http.post(f"{path}/invites", json={"account": ann.id})) == (409, "team.member_already")
    assert code(captain.http.post(f"{path}/invites", json={"account": "nobody"})) == (404, "account.unknown")
    with client(keeping.url) as http:
        seen = http.get(path).json()
        assert ([member["account"] for member in seen["members"]], seen["invited"]) == ([captain.id, ann.id], [])
        assert code(http.post("/api/teams", json={"name": "Blues"})) == (401, "access.not_signed_in")


def test_each_place_may_do_what_it_may(team: tuple[Someone, str], meet: Meet) -> None:
    """Players lead nothing; managers invite, rename and remove players; the captain does everything else."""
    captain, path = team
    manager, player = joined(captain, path, meet(), "manager"), joined(captain, path, meet())
    other = meet()
    for nobody in (player, other):
        assert code(nobody.http.patch(path, json={"name": "Mine"})) == NO_PLACE
        assert code(nobody.http.post(f"{path}/invites", json={"account": other.id})) == NO_PLACE
        assert code(nobody.http.delete(f"{path}/members/{manager.id}")) == NO_PLACE
    for refused in (manager, player, other):
        assert code(refused.http.put(f"{path}/members/{refused.id}", json={"place": "captain"})) == NO_PLACE
        assert code(refused.http.delete(path)) == NO_PLACE
    second = joined(captain, path, meet(), "manager")
    assert code(manager.http.delete(f"{path}/members/{second.id}")) == NO_PLACE
    assert code(manager.http.delete(f"{path}/members/{captain.id}")) == (409, "team.captain")
    assert code(manager.http.delete(f"{path}/members/{other.id}")) == (404, "team.no_member")
    assert manager.http.patch(path, json={"name": "Blues"}).json()["name"] == "Blues"
    assert manager.http.delete(f"{path}/members/{player.id}").status_code == 200
    assert captain.http.delete(f"{path}/members/{second.id}").status_code == 200
    assert places(captain, path) == {captain.id: "captain", manager.id: "manager"}
    for name in ("", " ", "x" * 101):
        assert code(captain.http.patch(path, json={"name": name})) == (400, "team.name_length")


def test_a_captain_hands_the_team_over_before_leaving(team: tuple[Someone, str], meet: Meet) -> None:
    """A team has one captain at any time, until it is disbanded; then there is no such team."""
    captain, path = team
    ann = joined(captain, path, meet())
    assert code(captain.http.post(f"{path}/leave")) == (409, "team.captain")
    assert code(captain.http.put(f"{path}/members/{captain.id}", json={"place": "player"})) == (409, "team.captain")
    assert captain.http.put(f"{path}/members/{ann.id}", json={"place": "captain"}).status_code == 200
    assert places(ann, path) == {captain.id: "player", ann.id: "captain"}
    assert captain.http.post(f"{path}/leave").status_code == 200
    assert ann.http.delete(path).status_code == 204
    assert code(ann.http.get(path)) == (404, "team.unknown")
    assert ann.http.get("/api/me/teams").json() == {"teams": [], "invitations": []}


def test_a_team_registers_and_is_acted_for_by_those_who_lead_it(
    scene: Scene, team: tuple[Someone, str], meet: Meet
) -> None:
    """Captain and managers register it once and act for it; players do not; whoever leads later acts from then on."""
    captain, path = team
    id_ = path.rpartition("/")[2]
    manager, player = joined(captain, path, meet(), "manager"), joined(captain, path, meet())
    entrants = f"{scene.path}/entrants"
    assert code(player.http.post(entrants, json={"entrant": "reds", "team": id_})) == NO_PLACE
    assert manager.http.post(entrants, json={"entrant": "reds", "team": id_}).status_code == 201
    assert code(captain.http.post(entrants, json={"entrant": "reds2", "team": id_})) == (409, "registration.one_each")
    bob = scene.entrant("b")
    names = {line["entrant"]: line["name"] for line in bob.http.get(entrants).json()["entrants"]}
    assert names == {"reds": "Reds", "b": "b"}
    assert captain.http.put(f"{path}/members/{player.id}", json={"place": "captain"}).status_code == 200
    scene.start()
    claim = {"type": "ClaimResult", "stage": "ko", "match": "final", "entrant": "reds", "score": {"points": [1, 0]}}
    for nobody in (captain, bob):
        assert code(nobody.http.post(f"{scene.path}/commands", json=claim)) == (403, "access.permission")
    for leading in (player, manager):
        assert leading.http.post(f"{scene.path}/commands", json=claim).status_code == 200


def test_a_withdrawn_team_may_come_back(scene: Scene, team: tuple[Someone, str]) -> None:
    """Under another id, as players may; its name is the team's where no other is given."""
    captain, path = team
    entrants = f"{scene.path}/entrants"
    first, second = ({"entrant": id_, "team": path.rpartition("/")[2]} for id_ in ("r1", "r2"))
    assert captain.http.post(entrants, json=first | {"name": "The Reds"}).status_code == 201
    assert captain.http.delete(f"{entrants}/r1").status_code == 200
    assert captain.http.post(entrants, json=second).status_code == 201
    names = {line["entrant"]: line["name"] for line in captain.http.get(entrants).json()["entrants"]}
    assert names == {"r1": "The Reds", "r2": "Reds"}


def test_an_erased_captain_leaves_the_team_to_another(team: tuple[Someone, str], meet: Meet) -> None:
    """A manager before players, however long they are there; the last one ends the team."""
    captain, path = team
    player, manager = joined(captain, path, meet()), joined(captain, path, meet(), "manager")
    assert captain.http.request("DELETE", "/api/me", json={}).status_code == 204
    assert places(player, path) == {player.id: "player", manager.id: "captain"}
    for last in (manager, player):
        assert last.http.request("DELETE", "/api/me", json={}).status_code == 204
    assert code(meet().http.get(path)) == (404, "team.unknown")
