"""Answers that lie ready: what was just shown is shown again as it is, for as long as nothing at all was written.

Thousands look at the same page of a tournament. SQLite says in some microseconds, on the spot, whether any process has
committed anything since; PostgreSQL would have to be asked, so there every answer is made anew. Who asks is found out
before, each time, and what they are answered does not depend on it.
"""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from attrs import frozen
from deltacrown import Tournament
from litestar import Request, Response
from litestar.serialization import default_serializer, encode_json
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from sqlalchemy import Connection

from deltacrown_host.edge.conditional import etag, known_versions
from deltacrown_host.store.desk import Desk

T = TypeVar("T")
MOST_BYTES = 32 * 2**20
Asked: TypeAlias = tuple[str, bytes]
"""The path of a request, and its query."""


@frozen
class Answer:
    """The version of a tournament, and what was asked about it, as it is sent; None where the caller has it already."""

    version: int
    body: bytes | None


class Answers:
    """What was answered since something was last written. `state` is another one whenever something is committed."""

    def __init__(self, state: Callable[[], object]) -> None:
        self._asks_state = state
        self._state: object = None
        self._given: dict[Asked, Answer] = {}
        self._bytes = 0

    def find(self, asked: Asked) -> tuple[Answer | None, object]:
        """What was answered to this, and as of which state of the database that is."""
        state = self._asks_state()
        if state != self._state:
            self._forget()
            self._state = state
        return self._given.get(asked), state

    def keep(self, asked: Asked, answer: Answer, state: object) -> None:
        """Keep what was found after the database was in that state, unless something was written since."""
        if answer.body is None or state is None or state != self._asks_state() or state != self._state:
            return
        # What was asked takes room too: a stranger may put anything into an address.
        size = sum(map(len, asked)) + len(answer.body)
        if self._bytes + size > MOST_BYTES:
            self._forget()
        self._given[asked] = answer
        self._bytes += size

    def _forget(self) -> None:
        self._given.clear()
        self._bytes = 0


async def read(
    desk: Desk,
    answers: Answers,
    request: Request[Any, Any, Any],
    tournament: str,
    question: Callable[[Tournament, Connection], T],
) -> Response[T]:
    """What anyone is answered who may see the tournament, with its ETag; 304 where the caller has it already.

    `question` depends on nothing but the address of the request and what is in the database.
    """
    asked = request.scope["path"], request.scope["query_string"]
    known = known_versions(request.headers.get("if-none-match", ""))
    answer, state = answers.find(asked)

    def ask(standing: Tournament, connection: Connection) -> Answer:
        fresh = str(standing.version) in known or "*" in known
        return Answer(standing.version, None if fresh else _written(question(standing, connection)))

    if answer is None:
        answer = await desk.look(tournament, ask)
        answers.keep(asked, answer, state)
    fresh = answer.body is None or str(answer.version) in known or "*" in known
    status = HTTP_304_NOT_MODIFIED if fresh else None
    body: Any = None if fresh else answer.body
    return Response(body, status_code=status, headers={"etag": etag(answer.version)})


def _written(answer: object) -> bytes:
    if isinstance(answer, bytes):
        return answer
    return answer.encode() if isinstance(answer, str) else encode_json(answer, default_serializer)
