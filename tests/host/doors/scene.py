"""Everything that a host keeps, once: what requests to its doors are about, and everyone who may come."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import httpx
from attrs import frozen
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import records, tokens
from deltacrown_host.app import create_app
from deltacrown_host.bootstrap import utc_now
from deltacrown_host.settings import Settings

from tests.host.conftest import KNOCKOUT, Running, client

APP = create_app(Settings(database_url="sqlite:///never-opened.db"))
"""Asked for its routes and its document only."""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
ROLES = {
    "player": Role.PLAYER,
    "entrant": Role.PLAYER,
    "helper": Role.PLAYER,
    "other": Role.ORGANIZER,
    "owner": Role.ORGANIZER,
    "admin": Role.ADMIN,
}
"""A stranger, somebody who takes part, staff for schedule and results, another organizer, whose it is, and an admin."""


@frozen
class Scene:
    """People by what they are to the tournament, each with a client, and the names of things by their parameter.

    `private` is what nobody but they and administrators may be told of them: where mail reaches them, and where they are.
    """

    people: Mapping[str, httpx.Client]
    names: Mapping[str, str]
    private: Mapping[str, tuple[str, str]]

    def told_to(self, who: str, text: str) -> list[str]:
        """What is private to others and stands in this text."""
        others = [words for other, words in self.private.items() if other != who]
        return [] if who == "admin" else [one for words in others for one in words if one in text]

    def names_in(self, path: str) -> dict[str, str]:
        """What stands in this path for each of its parameters, where there is such a thing."""
        file = self.names["proof" if "/payment/" in path else "evidence"]
        return {**self.names, "file": file}

    def fill(self, path: str) -> str:
        """The path with names in it; of what the scene does not have, one that nothing has."""
        names = self.names_in(path)
        return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], "nowhere"), path)


@contextmanager
def scene(running: Running) -> Iterator[Scene]:
    """A tournament under way, with a dispute, a payment, staff, a team and a webhook; and everyone around it."""
    with ExitStack() as stack:
        people = {"nobody": stack.enter_context(client(running.url))}
        ids, private = {}, {}
        for number, (who, role) in enumerate(ROLES.items(), 1):
            people[who] = stack.enter_context(client(running.url, _token(running, role)))
            # The proxy before the host says so; from this machine it is believed.
            people[who].headers["X-Forwarded-For"] = f"203.0.113.{100 + number}"
            me = made(people[who].get("/api/me"))
            ids[who], private[who] = me["id"], (me["email"], people[who].headers["X-Forwarded-For"])
        yield Scene(people, _things(people, ids), private)


def made(answer: httpx.Response) -> dict[str, str]:
    """What was answered, which was no refusal."""
    assert answer.is_success, answer.text
    data: dict[str, str] = answer.json() if answer.content else {}
    return data


def _token(running: Running, role: Role) -> str:
    """An access token of a new account, as if it had signed in."""
    assert running.host
    name, now = uuid4().hex, utc_now()
    with running.host.database.begin() as connection:
        account = records.create(connection, f"{name}@example.org", name, now, role=role)
        return tokens.issue(connection, running.host.signing_key, account.id, now).access_token


def _things(people: Mapping[str, httpx.Client], ids: Mapping[str, str]) -> dict[str, str]:
    owner, entrant = people["owner"], people["entrant"]
    path = f"/api/tournaments/{ids['owner']}"
    made(owner.post("/api/tournaments", json={"id": ids["owner"], "name": "Cup", "stages": KNOCKOUT}))
    made(owner.post(f"{path}/open-registration"))
    made(entrant.post(f"{path}/entrants", json={"entrant": "ann"}))
    for other in ("bob", "cat", "dan"):
        made(owner.post(f"{path}/entrants", json={"entrant": other}))
    made(owner.put(f"{path}/staff/{ids['helper']}", json={"permissions": ["schedule", "results"]}))
    webhook = made(
        owner.post(f"{path}/webhooks", json={"url": "https://example.org/hook", "events": ["TournamentArchived"]})
    )
    file = {"file": ("proof.png", PNG, "image/png")}
    payment = made(entrant.post(f"{path}/entrants/ann/payment/proof", files=file))
    made(owner.post(f"{path}/start"))
    match = next(one["key"] for one in made(owner.get(f"{path}/matches"))["matches"] if "ann" in str(one))
    match_path = f"{path}/matches/ko/{match}"
    made(owner.put(f"{match_path}/result", json={"points": [1, 0]}))
    made(entrant.post(f"{match_path}/dispute", json={"entrant": "ann", "ground": "rules", "text": "no"}))
    evidence = entrant.post(f"{match_path}/dispute/evidence", files=file)
    made(evidence)
    key = made(entrant.post("/api/me/keys", json={"name": "mine"}))
    team = made(entrant.post("/api/teams", json={"name": "Us"}))
    made(entrant.post(f"/api/teams/{team['id']}/invites", json={"account": ids["helper"]}))
    return {
        "tournament": ids["owner"],
        "stage": "ko",
        "match": match,
        "entrant": "ann",
        "account": ids["helper"],
        "webhook": webhook["webhook"]["id"],
        "team": team["id"],
        "key": key["key"]["id"],
        "proof": payment["steps"][0]["proof"],
        "evidence": evidence.headers["location"].rsplit("/", 1)[1],
    }


class Stage:
    """The scene that is played on: a new one wherever something in the last was changed."""

    def __init__(self, house: Running) -> None:
        self._house = house
        self._stack = ExitStack()
        self._scene: Scene | None = None

    @property
    def scene(self) -> Scene:
        if self._scene is None:
            self._scene = self._stack.enter_context(scene(self._house))
        return self._scene

    def clear(self) -> None:
        """Take a new one from now on."""
        if self._scene is not None:
            self._stack.close()
        self._scene = None
