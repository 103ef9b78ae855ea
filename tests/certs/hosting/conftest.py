"""A host that issues certificates, and people around a tournament that was played on it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import records, tokens
from deltacrown_host.settings import Settings

from tests.host.conftest import Cup, Running, client, run

Person = Callable[..., httpx.Client]


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[Running]:
    settings = Settings(
        database_url=database_url, files=str(tmp_path / "files"), public_url="https://cups.example", poll_s=0.05
    )
    with run(settings) as running:
        yield running


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A host on SQLite, for what no database does otherwise."""
    return Settings(
        database_url=f"sqlite:///{tmp_path}/host.db",
        files=str(tmp_path / "files"),
        public_url="https://cups.example",
        poll_s=0.05,
    )


@pytest.fixture
def person(house: Running) -> Iterator[Person]:
    """Makes a client of somebody who is signed in, or of nobody where no name is given."""
    with ExitStack() as stack:
        yield lambda name="", role=Role.PLAYER: stack.enter_context(client(house.url, _token(house, name, role)))


def _token(house: Running, name: str, role: Role) -> str:
    assert house.host
    if not name:
        return ""
    now = datetime.now(UTC)
    with house.host.database.begin() as connection:
        account = records.create(connection, f"{name}@example.org", name, now, role=role)
        return tokens.issue(connection, house.host.signing_key, account.id, now).access_token


def played(house: Running, ann: httpx.Client | None = None) -> Cup:
    """A final that ann wins over bob; ann's account, if she has one, has registered her."""
    cup = house.cup(())
    if ann:
        assert ann.post(f"{cup.path}/entrants", json={"entrant": "ann", "name": "Ann অ"}).status_code == 201
    else:
        assert cup.register("ann").status_code == 201
    assert cup.register("bob").status_code == 201
    assert cup.post("start").status_code == 200
    cup.play()
    return cup


def until(true: Callable[[], Any]) -> Any:
    """What it answers once it is true."""
    for _ in range(3000):
        if answer := true():
            return answer
    raise AssertionError


def issue(cup: Cup, entrant: str = "ann", **more: Any) -> dict[str, Any]:
    answer = cup.post("certificates", {"entrant": entrant, **more})
    assert answer.status_code in (200, 201), answer.text
    issued: dict[str, Any] = answer.json()
    return issued
