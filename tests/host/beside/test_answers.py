"""What a tournament asks those who register: validated, beside the journal, for the entrant and staff only."""

from typing import Any

import pytest
from deltacrown_host.access.roles import Role

from tests.host.beside.conftest import PNG, STAGES, Meet, Scene, code

FIELDS = [
    {"key": "nick", "label": "Nickname", "required": True},
    {"key": "age", "kind": "number"},
    {"key": "size", "kind": "choice", "choices": ["S", "M"]},
    {"key": "licence", "kind": "file"},
]
FILE = {"file": ("licence.png", PNG, "image/png")}
GOOD = {"nick": "Zed of the North", "age": 17, "size": "M"}


@pytest.fixture
def asking(scene: Scene) -> Scene:
    """A tournament that asks four things."""
    change = {"type": "ChangeSettings", "settings": {"name": "Cup", "stages": STAGES, "fields": FIELDS}}
    assert scene.owner.http.post(f"{scene.path}/commands", json=change).status_code == 200
    return scene


def test_answers_are_judged_with_the_registration(asking: Scene, meet: Meet) -> None:
    """Every reason at once, each naming its field; nobody gets round what is required by giving the bare command."""
    ann, path = meet(), f"{asking.path}/entrants"
    wrong = {"age": "old", "size": "XL", "licence": "nothing", "shoe": "43"}
    refused = ann.http.post(path, json={"entrant": "a/b", "answers": wrong})
    assert {(problem["code"], problem["field"]) for problem in refused.json()["problems"]} == {
        ("entrant.id_invalid", "entrant"),
        ("answer.missing", "answers.nick"),
        ("answer.invalid", "answers.age"),
        ("answer.invalid", "answers.size"),
        ("answer.file_unknown", "answers.licence"),
        ("answer.not_asked", "answers.shoe"),
    }
    bare = {"type": "RegisterEntrant", "entrant": "a"}
    for where in ("commands", "preview"):
        assert code(ann.http.post(f"{asking.path}/{where}", json=bare)) == (400, "answer.missing")
    helper = asking.staff("registrations")
    assert helper.http.post(f"{asking.path}/commands", json=bare).status_code == 200


def test_answers_are_between_the_entrant_and_staff(asking: Scene, meet: Meet) -> None:
    """They are in no event; others see nothing; the entrant changes them until play begins, staff at any time."""
    ann, helper, entrants = meet(), asking.staff("registrations"), f"{asking.path}/entrants"
    sent = ann.http.post(f"{asking.path}/fields/licence/files", files=FILE)
    assert sent.status_code == 201
    answers = {**GOOD, "licence": sent.json()["file"]}
    headers = {"Idempotency-Key": "ann-1"}
    new: dict[str, Any] = {"entrant": "a", "answers": answers}
    for _ in range(2):
        assert ann.http.post(entrants, json=new, headers=headers).status_code == 201
    other = ann.http.post(entrants, json=new | {"answers": GOOD}, headers=headers)
    assert code(other) == (409, "command.reused")
    theirs, file = f"{entrants}/a/answers", f"{entrants}/a/answers/licence/file"
    for person in (ann, helper, asking.owner):
        assert person.http.get(theirs).json() == {"entrant": "a", "answers": answers}
        assert person.http.get(file).content == PNG
    assert helper.http.get(f"{asking.path}/answers").json() == {"answers": [{"entrant": "a", "answers": answers}]}
    bob = meet()
    stolen = bob.http.post(entrants, json={"entrant": "b", "answers": {"nick": "B", "licence": answers["licence"]}})
    assert code(stolen) == (400, "answer.file_unknown")
    assert bob.http.post(entrants, json={"entrant": "b", "answers": {"nick": "B"}}).status_code == 201
    for path in (theirs, file, f"{asking.path}/answers"):
        assert code(bob.http.get(path)) == (403, "access.permission")
    assert code(bob.http.put(theirs, json={"answers": GOOD})) == (403, "access.permission")
    assert code(ann.http.put(theirs, json={"answers": {}})) == (400, "answer.missing")
    assert ann.http.put(theirs, json={"answers": GOOD}).status_code == 200
    assert code(ann.http.get(file)) == (404, "file.unknown")
    for path in ("journal", "events", "entrants", ""):
        assert "Zed" not in bob.http.get(f"{asking.path}/{path}".rstrip("/")).text
    asking.start()
    assert code(ann.http.put(theirs, json={"answers": GOOD})) == (409, "answer.too_late")
    assert helper.http.put(theirs, json={"answers": {"nick": "Z"}}).status_code == 200
    assert code(helper.http.get(f"{entrants}/nobody/answers")) == (404, "entrant.unknown")
    assert ann.http.request("DELETE", "/api/me", json={}).status_code == 204
    assert helper.http.get(theirs).json()["answers"] == {}


def test_files_are_taken_only_where_they_are_asked_for(asking: Scene, meet: Meet) -> None:
    """For a field of that kind, and so many of each account."""
    ann = meet()
    assert code(ann.http.post(f"{asking.path}/fields/nick/files", files=FILE)) == (404, "entry_field.unknown")
    for number in range(20):
        file = {"file": ("a.png", PNG + bytes([number]), "image/png")}
        assert ann.http.post(f"{asking.path}/fields/licence/files", files=file).status_code == 201
    assert code(ann.http.post(f"{asking.path}/fields/licence/files", files=FILE)) == (409, "file.too_many")


def test_what_is_asked_is_sound(meet: Meet) -> None:
    """No key twice, choices where there is something to choose."""
    fields = [{"key": "a b"}, {"key": "x"}, {"key": "x", "kind": "choice"}]
    new = {"name": "Cup", "stages": STAGES, "fields": fields}
    told = meet(Role.ORGANIZER).http.post("/api/tournaments", json=new).json()["problems"]
    assert [(problem["code"], problem["field"]) for problem in told] == [
        ("entry_field.key_invalid", "fields.0.key"),
        ("entry_field.key_repeated", "fields.2.key"),
        ("entry_field.choices", "fields.2.choices"),
    ]
