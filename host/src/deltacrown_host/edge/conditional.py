"""Conditional requests: the version of a tournament is the ETag of everything that is read of it.

Reading with `If-None-Match` answers 304 while nothing has happened. Writing with `If-Match` is refused with 412 where
the tournament has moved on since the caller looked.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from deltacrown import Malformed, Problem, Tournament
from litestar import Request, Response
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from sqlalchemy import Connection

from deltacrown_host.store.desk import Desk

T = TypeVar("T")
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_VERSION = re.compile(r'"(\d{1,15})"')


async def look(
    desk: Desk, request: Request[Any, Any, Any], tournament: str, question: Callable[[Tournament, Connection], T]
) -> Response[T]:
    """The answer to the question, with its ETag; 304 where the caller has it already."""
    known = known_versions(request.headers.get("if-none-match", ""))

    def ask(standing: Tournament, connection: Connection) -> tuple[int, T | None]:
        fresh = str(standing.version) in known or "*" in known
        return standing.version, None if fresh else question(standing, connection)

    version, answer = await desk.look(tournament, ask)
    status = HTTP_304_NOT_MODIFIED if answer is None else None
    return Response(answer, status_code=status, headers={"etag": etag(version)})  # type: ignore[arg-type]


def etag(version: int) -> str:
    """The version as an ETag."""
    return f'"{version}"'


def known_versions(header: str) -> set[str]:
    """The versions in an `If-None-Match` header; weakness does not matter there (RFC 9110, 13.1.2)."""
    return {"*"} if header.strip() == "*" else set(_TAG.findall(header))


def expected_version(header: str | None) -> int | None:
    """The version in an `If-Match` header; None where any will do. Raises Malformed for all but one ETag of ours."""
    if header is None or header.strip() == "*":
        return None
    found = _VERSION.fullmatch(header.strip())
    if found is None:
        message = 'expected one version in quotes, such as "12", or *'
        raise Malformed([Problem("header.invalid", message, "If-Match")])
    return int(found.group(1))
