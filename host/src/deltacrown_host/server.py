"""Serving an application with uvicorn, with the limits that its sockets need."""

import logging
import socket
from threading import Event
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from deltacrown_host.app import create_app
from deltacrown_host.edge.logs import configure_logs
from deltacrown_host.listening import address_of, bound
from deltacrown_host.realtime.straight import StraightProtocol
from deltacrown_host.settings import Settings

logger = logging.getLogger(__name__)

_MESSAGES_READ = 4


class Server(uvicorn.Server):
    """Says when it is ready, so that nobody has to ask again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say where."""
        await super().startup(sockets)
        if self.started:
            for listening in sockets or ():
                logger.info("serving on %s", address_of(listening))
        self.ready.set()


def server(app: Litestar, settings: Settings) -> Server:
    """A server for the application. `run()` serves until it is told to stop."""
    return Server(_config(app, settings))


def run(app: Litestar, settings: Settings) -> None:
    """Serve until stopped. Raises CannotListen."""
    with bound(settings.host, settings.port) as listening:
        server(app, settings).run(sockets=[listening])


def run_workers(settings: Settings, workers: int) -> None:
    """Serve with so many processes on one address until stopped; one that dies is replaced. Raises CannotListen.

    They find their settings in the environment.
    """
    with bound(settings.host, settings.port) as listening:
        # Whoever comes before the processes are there waits for them, and is not sent away.
        listening.listen()
        logger.info("serving on %s", address_of(listening))
        Multiprocess(_config(f"{__name__}:worker", settings, workers=workers, factory=True), [listening]).run()


def worker() -> Litestar:
    """The application of one process of several."""
    configure_logs()
    return create_app()


def _config(app: Litestar | str, settings: Settings, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ws=StraightProtocol,
        # A message that is too big is closed with a code of ours; one far too big is not even read (1009).
        ws_max_size=_MESSAGES_READ * settings.message_limit_bytes,
        # Compression costs three times the memory a connection, and frames are small.
        ws_per_message_deflate=False,
        # The application logs each request itself, with its id.
        access_log=False,
        log_config=None,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_graceful_shutdown=5,
        **more,
    )
