"""Callers who are known: looked up once a second at most, and never let in on what is over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from deltacrown_host.access.caller import Caller, Via
from deltacrown_host.accounts.credentials import Credential
from deltacrown_host.accounts.keys import revoke_all_keys
from deltacrown_host.accounts.known import LASTS, KnownCallers
from deltacrown_host.store.database import Database

from tests.host.accounts.conftest import People
from tests.host.conftest import Serve

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ASKED = (Credential(Via.KEY, "secret"), "cup")
ANN = Caller("ann")


def test_what_is_over_here_is_over_at_once(people: People) -> None:
    """The request after a key was revoked is turned away, though the one before was not."""
    ann = people()
    (key,) = ann.http.get("/api/me/keys").json()["keys"]
    assert ann.http.get("/api/me").status_code == 200
    assert ann.http.delete(f"/api/me/keys/{key['id']}").status_code == 204
    assert ann.http.get("/api/me").status_code == 401


def test_what_another_process_ends_is_over_within_a_second(serve: Serve, database_url: str) -> None:
    """A key that was revoked by somebody else opens nothing once a second has passed."""
    passed = timedelta()
    with serve(clock=lambda: NOW + passed) as host:
        me = host.http.get("/api/me").json()["id"]
        elsewhere = Database(database_url)
        with elsewhere.begin() as connection:
            revoke_all_keys(connection, me, NOW)
        elsewhere.close()
        passed = LASTS
        assert host.http.get("/api/me").status_code == 401


@pytest.mark.parametrize("table", ["api_keys", "staff", "team_members"])
def test_nobody_is_kept_who_was_read_before_something_was_written(table: str) -> None:
    """Whoever was looked up while a change was being written is looked up again; what is no change of theirs stays."""
    known = KnownCallers()
    state: Any = known.state
    known.written(frozenset({"journal", table}))
    known.keep(ASKED, ANN, NOW, state)
    assert known.find(ASKED, NOW) is None
    known.keep(ASKED, ANN, NOW, known.state)
    known.written(frozenset({"journal", "tournaments"}))
    assert known.find(ASKED, NOW) == ANN
    assert known.find((ASKED[0], "other"), NOW) is None
    assert known.find(ASKED, NOW + LASTS) is None
