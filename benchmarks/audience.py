"""Many sockets that listen, in one thread and with little work each, since they share the machine with the server."""

import resource
import selectors
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from attrs import define, field

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n"
    "sec-websocket-key: {key}\r\n\r\n"
)
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
PING = 9
LONGEST_S = 60.0


@define
class Listener:
    """One socket: how many frames it has got, and what it has of the next one."""

    connection: socket.socket
    frames: int = 0
    rest: bytes = b""

    def take(self) -> int:
        """Take what has come; answers how many frames of text are complete."""
        data = self.rest + self.connection.recv(65_536)
        found, start = 0, 0
        while len(data) >= start + 4:
            length, body = data[start + 1], start + 2
            if length == 126:
                length, body = int.from_bytes(data[start + 2 : start + 4], "big"), start + 4
            if len(data) < body + length:
                break
            if data[start] & 15 == PING:
                self.connection.send(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + data[body : body + length])
            else:
                found += 1
            start = body + length
        self.rest = data[start:]
        return found


@define
class Audience:
    """Everyone who listens to one server."""

    listeners: Sequence[Listener]
    selector: selectors.BaseSelector = field(factory=selectors.EpollSelector)

    @classmethod
    def of(cls, port: int, path: str, size: int) -> "Audience":
        """So many sockets that have been let in."""
        audience = cls([Listener(opened(port, path)) for _ in range(size)])
        for listener in audience.listeners:
            listener.connection.settimeout(0)
            audience.selector.register(listener.connection, selectors.EVENT_READ, listener)
        return audience

    def hear(self, messages: int, due: Callable[[int], float]) -> list[float]:
        """How long each delivery of so many messages took, in seconds since `due` says that it was handed in."""
        took: list[float] = []
        wanted, until = messages * len(self.listeners), time.perf_counter() + LONGEST_S
        for one in self.listeners:
            one.frames = 0
        while len(took) < wanted:
            if time.perf_counter() > until:
                message = f"{len(took)} of {wanted} deliveries within {LONGEST_S} s"
                raise TimeoutError(message)
            for key, _ in self.selector.select(0.1):
                listener: Listener = key.data
                found, now = listener.take(), time.perf_counter()
                took += (now - due(number) for number in range(listener.frames, listener.frames + found))
                listener.frames += found
        return took

    def close(self) -> None:
        """Everyone leaves."""
        for listener in self.listeners:
            with suppress(OSError):
                listener.connection.close()
        self.selector.close()


def opened(port: int, path: str) -> socket.socket:
    """A WebSocket that was let in. It reads no further than the answer."""
    connection = socket.create_connection(("127.0.0.1", port), 30)
    connection.sendall(HANDSHAKE.format(path=path, key=KEY).encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += connection.recv(1)
    assert head.startswith(b"HTTP/1.1 101"), head
    return connection


def send(connection: socket.socket, text: str) -> None:
    """Say something on a socket: one frame, masked with nothing."""
    data = text.encode()
    connection.sendall(b"\x81\xfe" + len(data).to_bytes(2, "big") + bytes(4) + data)


def allow_many() -> None:
    """Let this process, and those that it starts, open as many sockets as they ever may."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
