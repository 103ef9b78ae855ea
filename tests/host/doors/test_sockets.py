"""Every socket, for everyone: who may listen where."""

from contextlib import suppress
from functools import partial

import pytest
from litestar.routes import WebSocketRoute
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.host.conftest import Running
from tests.host.doors.door import EVERYONE, SIGNED_IN, TEAM
from tests.host.doors.scene import APP, Scene, Stage

SOCKETS = {
    "/ws/tournament/{tournament}": EVERYONE,
    "/ws/tournament/{tournament}/match/{stage}/{match}": EVERYONE,
    "/ws/team/{team}": TEAM,
    "/ws/me": SIGNED_IN,
}
NOT_ALLOWED, NOT_UNDERSTOOD = 4003, 4008


def test_every_socket_is_in_the_table() -> None:
    """And the table has no row of one that is gone."""
    routes = {route.path_format for route in APP.routes if isinstance(route, WebSocketRoute)}
    assert sorted(routes) == sorted(SOCKETS)


@pytest.mark.parametrize("path", SOCKETS)
def test_a_socket_is_for_those_in_its_row_and_for_nobody_else(path: str, stage: Stage, house: Running) -> None:
    """Whoever may not listen is told so and hears nothing; whoever may is heard, too."""
    scene = stage.scene
    told = {who: listening(scene, f"{house.url.replace('http', 'ws')}{scene.fill(path)}", who) for who in EVERYONE}
    assert told == {who: (NOT_UNDERSTOOD if who in SOCKETS[path] else NOT_ALLOWED) for who in EVERYONE}


def listening(scene: Scene, url: str, who: str) -> int:
    """The code with which the socket ends for this person, who says nothing that anyone understands."""
    shown = {"authorization", "x-forwarded-for"} & scene.people[who].headers.keys()
    headers = {name: scene.people[who].headers[name] for name in shown}
    heard: list[str | bytes] = []
    with connect(f"{url}?after=0", additional_headers=headers) as socket:
        with suppress(ConnectionClosed):
            socket.send('{"type":"pong"}')
            socket.send('{"type":"nonsense"}')
        with pytest.raises(ConnectionClosed) as ended:
            heard.extend(iter(partial(socket.recv, timeout=30), None))
    assert ended.value.rcvd
    code = ended.value.rcvd.code
    assert code != NOT_ALLOWED or not any('"event"' in str(text) for text in heard)
    return code
