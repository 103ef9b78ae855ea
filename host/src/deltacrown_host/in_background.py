"""A real server in this process: uvicorn on a socket of its own, in a thread."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from litestar import Litestar

from deltacrown_host.listening import CannotListen, address_of, bound
from deltacrown_host.server import server as configured
from deltacrown_host.settings import Settings


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
    listening = bound(settings.host, settings.port)
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
        yield address_of(listening)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()
