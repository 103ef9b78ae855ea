"""Every route, for everyone: who is let in, who is asked to sign in, and who may not.

A route that is not in the table fails, so nobody opens a door without saying to whom.
"""

import json
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from litestar.routes import HTTPRoute

from tests.host.conftest import Running
from tests.host.doors.door import EVERYONE, Door
from tests.host.doors.scene import APP, PNG, Scene, Stage
from tests.host.doors.table import DOORS

NOBODYS = {"GET /metrics", "GET /static/{file_path}", "GET /fonts/{file_path}", "GET /schema/{path}"}
"""Open with a token of their own, or lead to files: tests/host/test_operations.py and tests/host/web."""

LEADING_TO_SIGN_IN = {"POST /sign-out", "POST /forgot", "POST /join"}
"""Pages lead whoever must sign in to where that is done; these lead everyone there."""


def test_every_route_is_in_the_table() -> None:
    """And the table has no row of a route that is gone."""
    routes = [route for route in APP.routes if isinstance(route, HTTPRoute)]
    doors = {f"{method} {route.path_format}" for route in routes for method in set(route.methods) - {"OPTIONS", "HEAD"}}
    assert (sorted(doors - NOBODYS - DOORS.keys()), sorted(DOORS.keys() - doors)) == ([], [])


@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens_to_those_in_its_row_and_to_nobody_else(name: str, stage: Stage, house: Running) -> None:
    """Whoever is not signed in is told so (401), everyone else that they may not (403), and neither changes anything.

    Whatever the answer, nobody but an administrator is told of others where mail reaches them or where they are.
    """
    door, scene = DOORS[name], stage.scene
    before = version(scene)
    refused = {who: knock(scene, name, door, who) for who in sorted(EVERYONE - door.to)}
    assert refused == {who: "401" if who == "nobody" else "403" for who in refused}
    assert version(scene) == before
    opened = {who: knock(scene, name, door, who) for who in sorted(door.to)}
    assert opened == dict.fromkeys(opened, "open")
    if door.ends:
        stage.clear()


def version(scene: Scene) -> int:
    """How far the tournament has come."""
    return int(scene.people["nobody"].get(f"/api/tournaments/{scene.names['tournament']}").json()["version"])


def knock(scene: Scene, name: str, door: Door, who: str) -> str:
    """Whether the door is open to this person: what comes of it there, tests of its own say."""
    method, _, path = name.partition(" ")
    body: dict[str, Any] = {} if door.body is None else {"json": door.body}
    if door.file:
        body = {"files": {"file": ("x.png", PNG, "image/png")}}
    with scene.people[who].stream(method, scene.fill(path), **body) as answer:
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            assert scene.told_to(who, f"{answer.headers} {answer.read().decode(errors='replace')}") == []
        if answer.status_code == HTTPStatus.FORBIDDEN:
            return "403"
        if answer.headers.get("location", "").split("?")[0] == "/sign-in" and name not in LEADING_TO_SIGN_IN:
            return "401"
        return "401" if answer.status_code == HTTPStatus.UNAUTHORIZED and _asked_to_sign_in(answer) else "open"


def _asked_to_sign_in(answer: httpx.Response) -> bool:
    problem = answer.headers["content-type"].startswith("application/problem+json")
    return problem and bool(json.loads(answer.read())["code"] == "access.not_signed_in")


def test_what_is_private_is_there_to_be_told(stage: Stage) -> None:
    """Administrators read where things were done from, people their own address: in any other answer both are found."""
    scene = stage.scene
    told = scene.people["admin"].get("/api/audit").text + scene.people["owner"].get("/api/me").text
    assert set(scene.private["owner"]) <= set(scene.told_to("entrant", told))
