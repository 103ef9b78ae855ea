"""Tokens and keys for programs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deltacrown_host.access.roles import Role

from tests.host.accounts.conftest import PASSWORD, People
from tests.host.conftest import Running, client

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_a_refresh_token_used_twice_ends_the_whole_sign_in(serve: Any) -> None:
    """RFC 9700, 4.14.2: whoever stole it, and whom it was stolen from, both must sign in again."""
    clock = Clock()
    with serve(clock=clock) as running:
        first = pair(running)
        second = refreshed(running, first)
        clock.now += timedelta(minutes=5)
        assert refreshed(running, first)["code"] == "access.token_reused"
        assert refreshed(running, second)["code"] == "access.token_expired"
        with client(running.url, second["access_token"]) as http:
            assert http.get("/api/me").json()["code"] == "access.token_invalid"


def test_two_tabs_may_refresh_at_once(serve: Any) -> None:
    """Within a few seconds the same refresh token gets another pair, and nothing ends."""
    with serve(clock=Clock()) as running:
        first = pair(running)
        for tab in (refreshed(running, first), refreshed(running, first)):
            with client(running.url, tab["access_token"]) as http:
                assert http.get("/api/me").status_code == 200


def test_an_access_token_lasts_an_hour_and_a_minute_of_leeway(serve: Any) -> None:
    """SPEC 7.2: 60 minutes, and 60 seconds for clocks that differ."""
    clock = Clock()
    with serve(clock=clock) as running, client(running.url, pair(running)["access_token"]) as http:
        clock.now += timedelta(minutes=60, seconds=59)
        assert http.get("/api/me").status_code == 200
        clock.now += timedelta(seconds=2)
        expired = http.get("/api/me")
        assert (expired.status_code, expired.json()["code"]) == (401, "access.token_expired")


def test_a_refresh_token_lasts_a_week(serve: Any) -> None:
    """And not a moment longer."""
    clock = Clock()
    with serve(clock=clock) as running:
        first = pair(running)
        clock.now += timedelta(days=7)
        assert refreshed(running, first)["code"] == "access.token_expired"


def test_a_made_up_token_opens_nothing(running: Running) -> None:
    """Other keys, no signature at all, other purposes, half a key: 401 with a stable code."""
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwic2lkIjoiYiIsImV4cCI6OTk5OTk5OTk5OSwidHlwIjoiYWNjZXNzIn0."
    for token in ("x", unsigned, "dck_", "dck_nothing.nothing"):
        with client(running.url, token) as http:
            answer = http.get("/api/tournaments")
            assert (answer.status_code, answer.json()["code"]) == (401, "access.token_invalid")


def test_a_key_may_do_what_it_is_kept_to(people: People) -> None:
    """A key with the scope `results` reports results of its account's tournament, and does not start it."""
    ann = people(Role.ORGANIZER, signed_in=False)
    ann.show_token()
    cup = f"/api/tournaments/{ann.id}"
    made = ann.http.post("/api/me/keys", json={"name": "scoreboard", "scopes": ["results"]}).json()
    stage = {"key": "ko", "format": "single_elimination"}
    assert ann.http.post("/api/tournaments", json={"id": ann.id, "name": "Cup", "stages": [stage]}).status_code == 201
    ann.http.post(f"{cup}/open-registration")
    for entrant in "ab":
        ann.http.post(f"{cup}/entrants", json={"entrant": entrant})
    with client(str(ann.http.base_url), made["secret"]) as http:
        refused = http.post(f"{cup}/start")
        assert (refused.status_code, refused.json()["code"]) == (403, "access.permission")
        assert ann.http.post(f"{cup}/start").status_code == 200
        assert http.put(f"{cup}/matches/ko/final/result", json={"points": [1, 0]}).status_code == 200
        further = http.post("/api/me/keys", json={"name": "more"})
        assert (further.status_code, further.json()["code"]) == (403, "key.makes_no_keys")
        assert [key["name"] for key in ann.http.get("/api/me/keys").json()["keys"]] == ["scoreboard"]
        assert ann.http.delete(f"/api/me/keys/{made['key']['id']}").status_code == 204
        assert http.get("/api/me").status_code == 401


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def pair(running: Running) -> dict[str, Any]:
    """The tokens of somebody new."""
    who = {"email": "ann@example.org", "password": PASSWORD}
    with client(running.url) as http:
        assert http.post("/api/accounts", json={**who, "name": "Ann"}).status_code == 201
        tokens: dict[str, Any] = http.post("/api/tokens", json=who).json()
    return tokens


def refreshed(running: Running, tokens: dict[str, Any]) -> dict[str, Any]:
    """The next pair, or the problem."""
    answer: dict[str, Any] = running.http.post(
        "/api/tokens/refresh", json={"refresh_token": tokens["refresh_token"]}
    ).json()
    return answer
