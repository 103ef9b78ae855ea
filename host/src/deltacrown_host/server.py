"""Serving an application with uvicorn, with the limits that its sockets need."""

import logging

import uvicorn
from litestar import Litestar

from deltacrown_host.listening import address_of, bound
from deltacrown_host.settings import Settings

logger = logging.getLogger(__name__)

LARGEST_MESSAGE_BYTES = 16_384


def server(app: Litestar, settings: Settings) -> uvicorn.Server:
    """A server for the application. `run()` serves until it is told to stop."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        # Compression costs three times the memory a connection, and frames are small.
        ws_per_message_deflate=False,
        # The application logs each request itself, with its id.
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


def run(app: Litestar, settings: Settings) -> None:
    """Serve until stopped. Raises CannotListen."""
    with bound(settings.host, settings.port) as listening:
        logger.info("listening on %s", address_of(listening))
        server(app, settings).run(sockets=[listening])
