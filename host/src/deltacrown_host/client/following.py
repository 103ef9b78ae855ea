"""Following a tournament: its socket, opened again after every loss from the last number that was heard."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from deltacrown_host.client.patience import Patience

_NOTHING = frozenset({4003, 4400, 4403, 4404, 4409})
_PONG = '{"type":"pong"}'


class NothingToFollow(Exception):
    """The host closed for good; `code` says why: 4404 no such tournament, 4409 its history is another one, 4003 no."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        super().__init__(f"{code} {reason}")


def follow(
    address: str, after: int = 0, headers: Mapping[str, str] | None = None, patience: Patience | None = None
) -> Iterator[dict[str, Any]]:
    """The events of the room at `ws://…/ws/tournament/<id>` after a number, in order, each once, without end.

    However long the host is away: it is asked again and again, ever less often. Raises NothingToFollow.
    """
    waiting = patience or Patience()
    pauses = waiting.pauses()
    while True:
        try:
            with connect(f"{address}?after={after}", additional_headers=headers, close_timeout=1) as socket:
                for event in _events(socket, after):
                    after, pauses = event["seq"], waiting.pauses()
                    yield event
        except ConnectionClosed as closed:
            _judge(closed)
        except (OSError, InvalidHandshake):
            """Nobody is there yet."""
        time.sleep(next(pauses))


def _events(socket: ClientConnection, after: int) -> Iterator[dict[str, Any]]:
    while True:
        frame = json.loads(socket.recv())
        if frame["type"] == "ping":
            socket.send(_PONG)
        elif frame["type"] == "event" and frame["seq"] > after:
            after = frame["seq"]
            yield frame


def _judge(closed: ConnectionClosed) -> None:
    if closed.rcvd is not None and closed.rcvd.code in _NOTHING:
        raise NothingToFollow(closed.rcvd.code, closed.rcvd.reason) from closed
