"""What every request carries: an id to find it by, and who asks."""

import re
from secrets import token_hex
from typing import Any

from litestar.types import Scope

HEADER = "x-request-id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id(scope: Scope) -> str:
    """The id of this request: the caller's own where it is a decent one, else a new one. The same on every call."""
    state: dict[str, Any] = scope["state"]
    if "request_id" not in state:
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == HEADER.encode()), "")
        state["request_id"] = given if _ACCEPTABLE.fullmatch(given) else token_hex(16)
    return str(state["request_id"])
