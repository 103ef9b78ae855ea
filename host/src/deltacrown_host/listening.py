"""A socket to serve on, bound before anything else is started."""

import socket


class CannotListen(Exception):
    """The address is taken or may not be used."""


def bound(host: str, port: int) -> socket.socket:
    """A socket on that address; port 0 takes any that is free. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or error
        message = f"cannot listen on {host}, port {port}: {reason}. Try another --port, or --port 0"
        raise CannotListen(message) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """Where the socket is reached, as an address for a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
