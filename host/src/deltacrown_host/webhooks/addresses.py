"""Where webhooks may lead: nobody must reach machines through the host that they could not reach themselves (SSRF).

An address is judged when it has been resolved, and the connection goes to just that address: a name that leads
elsewhere the next time gains nothing.
"""

import socket
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from attrs import frozen
from deltacrown import Problem

_LONGEST_URL = 2000
_HTTPS = 443
_HTTP = 80
# IPv6 addresses that a gateway turns into IPv4 ones, whichever those are (RFC 6052, RFC 3056).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))


class Forbidden(Exception):
    """Nothing is sent there; the message says why."""


@frozen
class Reach:
    """What may be reached: `plain_http` without TLS too, `private` addresses of this machine and its network too."""

    plain_http: bool = False
    private: bool = False

    def permits(self, address: str) -> bool:
        """Whether something may be sent to this address."""
        found = ip_address(address.partition("%")[0])
        return self.private or _public(found)


def url_problems(url: str, reach: Reach) -> Iterator[Problem]:
    """Why nothing can be sent to this address."""
    try:
        parts = urlsplit(url)
        port_of(parts)
    except ValueError:
        yield Problem("webhook.url_invalid", "this is no address of a web server", "url")
        return
    if not parts.hostname or len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        yield Problem("webhook.url_invalid", "expected an address such as https://example.org/hook", "url")
    elif parts.username is not None or parts.fragment:
        yield Problem("webhook.url_invalid", "an address has neither a user nor a fragment here", "url")
    elif parts.scheme != "https" and not (parts.scheme == "http" and reach.plain_http):
        yield Problem("webhook.url_insecure", "expected an address that begins with https", "url")
    elif _literal(parts.hostname) and not reach.permits(parts.hostname):
        yield Problem("webhook.url_private", "this address is not on the public internet", "url")


def port_of(parts: SplitResult) -> int:
    """The port of an address. Raises ValueError where it is none."""
    return parts.port or (_HTTPS if parts.scheme == "https" else _HTTP)


def resolve(host: str, port: int, reach: Reach) -> Sequence[str]:
    """The addresses of a host. Blocks. Raises Forbidden where one of them may not be reached, and OSError."""
    found = [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not reach.permits(address):
            message = f"{host} leads to {address}, which is not on the public internet"
            raise Forbidden(message)
    return found


def _public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return _public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
