"""Who may do what: the table in code, and what a host does by it."""

from typing import Any, get_args

import pytest
from deltacrown import Command, CreateTournament
from deltacrown_host.access.commands import NEEDS
from deltacrown_host.access.roles import STAFF, Permission, Role

from tests.host.accounts.conftest import People, Person
from tests.host.conftest import Running, client

STAGES = [{"key": "ko", "format": "single_elimination"}]


def test_every_command_says_what_it_needs() -> None:
    """A command that nobody judged could be given by anyone, or by no one."""
    assert set(NEEDS) == set(get_args(Command)) - {CreateTournament}


@pytest.fixture
def ours(people: People) -> tuple[Person, str]:
    """An organizer, and the path of a tournament of theirs that takes registrations."""
    owner = people(Role.ORGANIZER)
    path = f"/api/tournaments/{owner.id}"
    assert (
        owner.http.post("/api/tournaments", json={"id": owner.id, "name": "Cup", "stages": STAGES}).status_code == 201
    )
    assert owner.http.post(f"{path}/open-registration").status_code == 200
    return owner, path


def given(person: Any, path: str, type_: str, **fields: Any) -> tuple[int, str]:
    """What comes of a command."""
    answer = person.http.post(f"{path}/commands", json={"type": type_, **fields})
    return answer.status_code, answer.json().get("code", "")


FORBIDDEN = (403, "access.permission")


def test_a_tournament_belongs_to_whoever_made_it(ours: tuple[Person, str], people: People, running: Running) -> None:
    """Another organizer has no say in it; an administrator has; whoever is not signed in is asked to."""
    owner, path = ours
    assert given(people(Role.ORGANIZER), path, "PublishTournament") == FORBIDDEN
    with client(running.url) as http:
        assert given(Person("", http), path, "CancelTournament", reason="x") == (401, "access.not_signed_in")
    assert given(people(Role.ADMIN), path, "FreezeTournament", reason="x")[0] == 200
    assert given(owner, path, "UnfreezeTournament")[0] == 200


def test_players_do_not_organize(people: People) -> None:
    """Creating a tournament takes the role of an organizer."""
    answer = people().http.post("/api/tournaments", json={"name": "Cup", "stages": STAGES})
    assert (answer.status_code, answer.json()["code"]) == (403, "access.role")


def test_players_act_for_themselves_alone(ours: tuple[Person, str], people: People) -> None:
    """Who registers acts for the entrant; nobody else does, and nobody registers twice."""
    owner, path = ours
    ann, bob = people(), people()
    for player, entrant in ((ann, "a"), (bob, "b")):
        assert player.http.post(f"{path}/entrants", json={"entrant": entrant}).status_code == 201
    twice = ann.http.post(f"{path}/entrants", json={"entrant": "a2"})
    assert (twice.status_code, twice.json()["code"]) == (409, "registration.one_each")
    assert ann.http.delete(f"{path}/entrants/b").json()["code"] == "access.permission"
    assert owner.http.post(f"{path}/start").status_code == 200
    final = {"stage": "ko", "match": "final"}
    score = {"score": {"points": [1, 0]}}
    assert given(bob, path, "ClaimResult", **final, **score, entrant="a") == FORBIDDEN
    assert given(ann, path, "ReportResult", **final, **score) == FORBIDDEN
    assert given(ann, path, "ClaimResult", **final, **score, entrant="a")[0] == 200
    assert given(ann, path, "ConfirmResult", **final, entrant="b") == FORBIDDEN
    assert given(bob, path, "OpenDispute", **final, entrant="b", reason="no")[0] == 200
    assert given(ann, path, "CommentOnDispute", **final, comment="c1")[0] == 200
    assert given(people(), path, "CommentOnDispute", **final, comment="c2") == FORBIDDEN
    assert given(ann, path, "ResolveDispute", **final, ruling="keep") == FORBIDDEN
    actors = {line["actor"] for line in owner.http.get(f"{path}/events").json()["events"]}
    assert actors == {owner.id, ann.id, bob.id}


def test_withdrawn_players_may_come_back_under_another_id(ours: tuple[Person, str], people: People) -> None:
    """One entrant each counts those who take part."""
    _, path = ours
    ann = people()
    ann.http.post(f"{path}/entrants", json={"entrant": "a"})
    assert ann.http.delete(f"{path}/entrants/a").status_code == 200
    assert ann.http.post(f"{path}/entrants", json={"entrant": "a2"}).status_code == 201


@pytest.mark.parametrize("permission", STAFF)
def test_staff_may_do_what_they_were_given(permission: Permission, ours: tuple[Person, str], people: People) -> None:
    """Each permission opens the commands that need it, and no other; taken away, it opens nothing, at once."""
    owner, path = ours
    helper = people()
    where = f"{path}/staff/{helper.id}"
    assert owner.http.put(where, json={"permissions": [permission.value]}).status_code == 200
    for command, need in NEEDS.items():
        refused = given(helper, path, command.__name__)
        assert refused[1] == "field.missing" or (refused == FORBIDDEN) == (need.permission is not permission), command
    assert owner.http.delete(where).status_code == 204
    assert given(helper, path, "FreezeTournament", reason="x") == FORBIDDEN


def test_the_owner_stays_and_play_is_given_to_nobody(ours: tuple[Person, str]) -> None:
    """Whoever organizes the tournament cannot be put out of it."""
    owner, path = ours
    answer = owner.http.put(f"{path}/staff/{owner.id}", json={"permissions": []})
    assert (answer.status_code, answer.json()["code"]) == (409, "staff.owner")
    answer = owner.http.put(f"{path}/staff/{owner.id}", json={"permissions": ["play"]})
    assert (answer.status_code, answer.json()["code"]) == (400, "staff.permission")


def test_nobody_changes_their_own_role(people: People) -> None:
    """And only administrators change others'."""
    admin = people(Role.ADMIN)
    answer = admin.http.put(f"/api/accounts/{admin.id}/role", json={"role": "player"})
    assert (answer.status_code, answer.json()["code"]) == (403, "account.own")
    answer = people(Role.ORGANIZER).http.put(f"/api/accounts/{admin.id}/role", json={"role": "player"})
    assert (answer.status_code, answer.json()["code"]) == (403, "access.role")


def test_everyone_may_read_what_is_public(running: Running) -> None:
    """No account is needed to watch."""
    cup = running.cup()
    with client(running.url) as http:
        for path in ("", "/entrants", "/matches", "/events", "/journal", "/stages/ko/standings"):
            assert http.get(f"{cup.path}{path}").status_code == 200, path
