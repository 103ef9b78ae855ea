"""A real server in this process: uvicorn on a socket of its own, in a thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from litestar import Litestar

from deltacrown_host.listening import CannotListen, address_of, bound
from deltacrown_host.server import server as configured
from deltacrown_host.settings import Settings


@contextmanager
def serving(app: Litestar, settings: Settings) -> Iterator[str]:
    """The address of the application, which is served for as long as the context lasts. Raises CannotListen.

    It is served exactly as `deltacrown serve` does; port 0 takes any that is free.
    """
    listening = bound(settings.host, settings.port)
    server = configured(app, settings)

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
