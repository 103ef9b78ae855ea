"""Headers on every response, and one line of log for each."""

import logging

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from deltacrown_host.edge.requests import HEADER, request_id

logger = logging.getLogger("deltacrown.access")

SECURITY = {
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


async def add_headers(message: Message, scope: Scope) -> None:
    """Complete the head of a response: errors and unknown paths included."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in SECURITY.items():
        headers.setdefault(name, value)
    if scope.get("scheme") == "https":
        headers.setdefault("strict-transport-security", "max-age=31536000")
    headers[HEADER] = request_id(scope)
    _log(scope, message["status"])


def _log(scope: Scope, status: int) -> None:
    method, path = scope.get("method", "-"), scope["path"]
    extra = {"request_id": request_id(scope), "method": method, "path": path, "status": status}
    logger.info("%s %s %s", method, path, status, extra=extra)
