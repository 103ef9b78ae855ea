"""People with accounts on a host, each with a client of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import uuid4

import httpx
import pytest
from attrs import frozen
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.service_account import service_key
from deltacrown_host.bootstrap import utc_now

from tests.host.conftest import Running, client

PASSWORD = "correct horse battery"  # noqa: S105 - of people who do not exist


@frozen
class Person:
    """Somebody with an account."""

    id: str
    http: httpx.Client
    email: str = ""

    @property
    def login(self) -> dict[str, str]:
        return {"email": self.email, "password": PASSWORD}

    def show_token(self) -> None:
        """From now on, an access token goes with every request."""
        pair = self.http.post("/api/tokens", json=self.login).json()
        self.http.headers["Authorization"] = f"Bearer {pair['access_token']}"


People = Callable[..., Person]


@pytest.fixture
def people(running: Running) -> Iterator[People]:
    """Makes somebody of a role, whose client shows a key; or, not signed in, somebody with a password."""
    with ExitStack() as stack:

        def somebody(role: Role = Role.PLAYER, *, signed_in: bool = True) -> Person:
            name = uuid4().hex
            assert running.host
            if signed_in:
                with running.host.database.begin() as connection:
                    key = service_key(connection, name, role, utc_now())
                http = stack.enter_context(client(running.url, key))
                return Person(http.get("/api/me").json()["id"], http)
            http = stack.enter_context(client(running.url))
            made = http.post("/api/accounts", json={"email": email_of(name), "name": "Somebody", "password": PASSWORD})
            assert made.status_code == 201, made.text
            person = Person(made.json()["id"], http, email_of(name))
            changed = running.http.put(f"/api/accounts/{person.id}/role", json={"role": role.value})
            assert changed.status_code == 200, changed.text
            return person

        yield somebody


def email_of(name: str) -> str:
    """An address for somebody."""
    return f"{name}@example.org"
