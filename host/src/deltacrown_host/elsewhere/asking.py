"""Asking a provider something over HTTP. What it answers is a JSON object, or the sign-in is refused."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx
from deltacrown import Problem, Refused

_TIMEOUT_S = 10.0


async def ask(method: str, url: str, **more: Any) -> Mapping[str, Any]:
    """What is answered. Raises Refused."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
            answer = await client.request(
                method, url, headers={"accept": "application/json"} | more.pop("headers", {}), **more
            )
        said = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        message = f"{httpx.URL(url).host} cannot be asked ({type(error).__name__}): try again later"
        raise Refused([Problem("sign_in.unreachable", message)]) from error
    if answer.status_code != HTTPStatus.OK or not isinstance(said, dict):
        reason = str(said.get("error", ""))[:100] if isinstance(said, dict) else ""
        message = f"{answer.url.host} answered {answer.status_code} {reason}".rstrip()
        raise Refused([Problem("sign_in.refused_elsewhere", message)])
    return said


def not_verified(why: str) -> Refused:
    """The refusal of an answer that does not show who somebody is."""
    return Refused([Problem("sign_in.not_verified", f"what came back does not show who you are: {why}")])
