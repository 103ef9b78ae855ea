"""A real server in this process: uvicorn on a socket of its own, in a thread."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from litestar import Litestar

from deltacrown_host.server import server as configured
from deltacrown_host.settings import Settings


class CannotListen(Exception):
    """The address is taken or may not be used."""


class _Server(uvicorn.Server):
    """Says when it is ready, so that nobody has to ask again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def serving(app: Litestar, settings: Settings) -> Iterator[str]:
    """The address of the application, which is served for as long as the context lasts. Raises CannotListen.

    It is served exactly as `deltacrown serve` does; port 0 takes any that is free.
    """
    host = settings.host
    listening = _bound(host, settings.port)
    server = _Server(configured(app, settings).config)

    def run() -> None:
        try:
            server.run(sockets=[listening])
        finally:
            server.ready.set()

    thread = Thread(target=run, name="server", daemon=True)
    thread.start()
    try:
        server.ready.wait()
        if not server.started:
            message = "the server did not start; its reason is above"
            raise CannotListen(message)
        address = f"[{host}]" if ":" in host else host
        yield f"http://{address}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        message = f"cannot listen on {host}, port {port}: {error.strerror or error}. Try another --port, or --port 0"
        raise CannotListen(message) from error
    return listening
