"""Headers on every response, and one line of log for each."""

import logging
from collections.abc import Mapping

from litestar.types import Message, Scope

from deltacrown_host.edge.requests import HEADER, request_id

logger = logging.getLogger("deltacrown.access")

SECURITY: Mapping[str, str] = {
    # Everything comes from this server: no inline code, no third party, no plug-ins, no frames of others around us.
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


_ALWAYS = tuple((name.encode(), value.encode()) for name, value in SECURITY.items())
_SAYS_HOW_LONG_IT_HOLDS = (b"etag", b"cache-control")
_KEPT_BY_NOBODY = (b"cache-control", b"no-store")
_HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


async def add_headers(message: Message, scope: Scope) -> None:
    """Complete the head of a response: errors and unknown paths included."""
    if message["type"] != "http.response.start":
        return
    headers = message["headers"] = list(message.get("headers", ()))
    said = {name for name, _ in headers}
    headers += (line for line in _ALWAYS if line[0] not in said)
    if scope["path"].startswith("/api/") and said.isdisjoint(_SAYS_HOW_LONG_IT_HOLDS):
        headers.append(_KEPT_BY_NOBODY)
    if scope.get("scheme") == "https" and _HTTPS_ONLY[0] not in said:
        headers.append(_HTTPS_ONLY)
    headers.append((HEADER.encode(), request_id(scope).encode()))
    _log(scope, message["status"])


def _log(scope: Scope, status: int) -> None:
    method, path = scope.get("method", "-"), scope["path"]
    extra = {"request_id": request_id(scope), "method": method, "path": path, "status": status}
    logger.info("%s %s %s", method, path, status, extra=extra)
