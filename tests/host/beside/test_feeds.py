"""What happens to teams, registrations and payments: on the sockets of those whom it concerns, in order, ids only."""

import json
from contextlib import suppress
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.host.beside.conftest import PNG, Meet, Scene, Someone, code
from tests.host.conftest import Running


def listen(url: str, path: str, who: Someone | None = None, after: int = 0) -> ClientConnection:
    """A socket at that door, as somebody or as nobody yet."""
    headers = {"Authorization": who.http.headers["authorization"]} if who else {}
    url = f"{url.replace('http', 'ws')}/ws/{path}?after={after}"
    return connect(url, close_timeout=1, additional_headers=headers)


def take(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    """The next events; heartbeats and welcomes do not count."""
    events: list[dict[str, Any]] = []
    while len(events) < count:
        frame = json.loads(socket.recv(timeout=20))
        if frame["type"] == "event":
            events.append(frame)
    return events


def closing(socket: ClientConnection) -> int | None:
    """The code that the server closes with."""
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=20)
    return socket.close_code


def refused(url: str, path: str, who: Someone, after: int = 0) -> int | None:
    """The code that a socket at that door is closed with at once."""
    with listen(url, path, who, after) as socket:
        return closing(socket)


def types(frames: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(frame["seq"], frame["event"]["type"]) for frame in frames]


def team_of(captain: Someone) -> str:
    """A new team."""
    id_: str = captain.http.post("/api/teams", json={"name": "The Reds"}).json()["id"]
    return id_


def test_a_team_hears_of_itself_and_somebody_away_misses_nothing(keeping: Running, meet: Meet) -> None:
    """Every event once, in order, from the rows and as it happens, the same after coming back; names are in none."""
    captain, ann, bob = meet(), meet(), meet()
    team = team_of(captain)
    path = f"/api/teams/{team}"
    with listen(keeping.url, f"team/{team}", captain) as socket:
        assert types(take(socket, 1)) == [(1, "team_created")]
        for person in (ann, bob):
            assert captain.http.post(f"{path}/invites", json={"account": person.id}).status_code == 200
        assert ann.http.post(f"{path}/accept").status_code == 200
        assert bob.http.post(f"{path}/decline").status_code == 200
        assert types(take(socket, 4)) == [(number, "invite_sent") for number in (2, 3)] + [
            (number, "invite_responded") for number in (4, 5)
        ]
    with listen(keeping.url, f"team/{team}", ann, after=3) as socket, listen(keeping.url, "me", bob) as own:
        answered = take(socket, 2)
        assert [(one["event"]["account"], one["event"]["accepted"]) for one in answered] == [
            (ann.id, True),
            (bob.id, False),
        ]
        assert types(take(own, 2)) == [(1, "invite_sent"), (2, "invite_responded")]
        assert captain.http.patch(path, json={"name": "Blues"}).status_code == 200
        assert captain.http.delete(f"{path}/members/{ann.id}").status_code == 200
        assert captain.http.delete(path).status_code == 204
        frames = take(socket, 2)
        assert types(frames) == [(6, "team_updated"), (7, "member_removed")]
        assert "Blues" not in json.dumps(frames)
        # Whoever is out of the team hears nothing more of it.
        assert closing(socket) == 4003


def test_only_members_hear_and_only_once_they_are_known(keeping: Running, meet: Meet) -> None:
    """A stranger, a wrong ticket, a number of another history, a team that is not there: each has its code."""
    captain, stranger = meet(), meet()
    team = team_of(captain)
    assert refused(keeping.url, f"team/{team}", stranger) == 4003
    assert refused(keeping.url, "team/nowhere", captain) == 4404
    assert refused(keeping.url, f"team/{team}", captain, after=7) == 4409
    assert code(stranger.http.post(f"/api/teams/{team}/ticket")) == (403, "team.place")
    ticket = captain.http.post(f"/api/teams/{team}/ticket").json()["ticket"]
    own = captain.http.post("/api/me/ticket").json()["ticket"]
    for shown in ({"type": "pong"}, {"type": "auth", "ticket": own}):
        with listen(keeping.url, f"team/{team}") as socket:
            socket.send(json.dumps(shown))
            assert closing(socket) == 4003
    with listen(keeping.url, f"team/{team}") as socket:
        socket.send(json.dumps({"type": "auth", "ticket": ticket}))
        assert types(take(socket, 1)) == [(1, "team_created")]


def test_registrations_and_payments_are_told_to_whom_they_concern(scene: Scene, keeping: Running, meet: Meet) -> None:
    """The entrant or its team, and for payments the staff who look after them; nobody else."""
    captain, rita, other = meet(), scene.staff("payments"), meet()
    team = team_of(captain)
    entrants, fee = f"{scene.path}/entrants", f"{scene.path}/entrants/reds/payment"
    assert captain.http.post(entrants, json={"entrant": "reds", "team": team}).status_code == 201
    ann = scene.entrant("a")
    proof = {"file": ("receipt.png", PNG, "image/png")}
    assert captain.http.post(f"{fee}/proof", files=proof).status_code == 201
    assert rita.http.post(f"{fee}/reject", json={"reason": "blurred"}).status_code == 200
    assert captain.http.post(f"{fee}/proof", files=proof).status_code == 201
    assert rita.http.post(f"{fee}/verify").status_code == 200
    assert rita.http.post(f"{fee}/refund", json={}).status_code == 200
    assert captain.http.delete(f"{entrants}/reds").status_code == 200
    steps = ["proof_submitted", "rejected", "proof_submitted", "verified", "refunded"]
    paid = [f"payment.{step}" for step in steps]
    with listen(keeping.url, f"team/{team}", captain) as socket:
        told = take(socket, 8)
        assert [frame["event"]["type"] for frame in told] == [
            "team_created",
            "registration_created",
            *paid,
            "registration_cancelled",
        ]
        assert told[2]["event"] == {"type": paid[0], "tournament": scene.path.rpartition("/")[2], "entrant": "reds"}
    for person, wanted in ((rita, paid), (ann, ["registration_created"])):
        with listen(keeping.url, "me", person) as socket:
            assert [frame["event"]["type"] for frame in take(socket, len(wanted))] == wanted
    assert refused(keeping.url, "me", other, after=1) == 4409
