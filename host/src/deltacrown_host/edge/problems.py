"""Refusals and failures as problem documents (RFC 9457).

Every document has the stable `code` of its first problem and the list of all of them. The status is that of the first
problem: what is asked for is not there (404), it is not the time for it (409), the caller's version is old (412), the
request itself is wrong (400). Codes are the core's where the core refuses, so a program needs one table for both.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from attrs import frozen
from deltacrown import CommandReused, Malformed, Problem, Refused, StaleVersion
from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap, Scope
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from deltacrown_host.edge.requests import request_id
from deltacrown_host.edge.turned_away import CallerGone, SocketTurnedAway, TurnedAway
from deltacrown_host.files.store import NotReached
from deltacrown_host.store.desk import QueueFull

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)

_NOT_THERE = {
    "tournament.unknown",
    "stage.unknown",
    "round.unknown",
    "match.unknown",
    "entrant.unknown",
    "comment.unknown",
    "amend.unknown_order",
    "account.unknown",
    "key.unknown",
    "mail.unknown",
    "identity.unknown",
    "sign_in.unknown_provider",
    "webhook.unknown",
    "dispute.unknown",
    "file.unknown",
    "template.unknown",
    "series.unknown",
    "configuration.unknown",
    "entry_field.unknown",
    "game.unknown",
    "team.unknown",
    "team.no_member",
    *("sanction.unknown", "report.unknown", "object.unknown", "object.not_hidden", "job.unknown"),
}
_NOT_NOW = {
    "tournament.wrong_phase",
    "tournament.id_taken",
    "tournament.too_few_entrants",
    "tournament.nothing_to_continue",
    "tournament.frozen",
    "tournament.not_frozen",
    "account.email_taken",
    "identity.email_taken",
    "identity.last",
    "identity.taken",
    "staff.owner",
    "webhook.too_many",
    "payment.wrong_state",
    *("report.made_already", "report.resolved_already"),
    "game.of_plugin",
    "file.too_many",
    "series.full",
    "answer.too_late",
    "team.captain",
    "team.full",
    "team.member_already",
    "team.not_invited",
    "registration.one_each",
    "entrant.registered_already",
    "entrant.withdrawn_already",
    "entrant.disqualified",
    "registration.full",
    "registration.too_early",
    "registration.too_late",
    "registration.no_late_entry",
    "check_in.missing",
    "check_in.none",
    "check_in.nobody_missing",
    "check_in.not_asked",
    "check_in.too_early",
    "check_in.too_late",
    "check_in.undo_too_late",
    "substitute.too_late",
    "match.decided_already",
    "match.disputed",
    "match.not_ready",
    "match.started_already",
    "map.no_turn_left",
    "map.not_your_turn",
    "map.taken",
    "result.no_time_limit",
    "result.not_overdue",
    "result.nothing_claimed",
    "dispute.none",
    "dispute.not_resolved",
    "dispute.nothing_to_contest",
    "dispute.open_already",
    "dispute.taken_up",
    "dispute.too_late",
    "ruling.nothing_to_keep",
    "round.begun",
    "prize.allotted_already",
    "prize.none",
    "stage.not_over",
    "tie.not_open",
}
_NOT_SIGNED_IN = {
    *(f"access.{why}" for why in ("wrong_password", "token_invalid", "token_expired", "token_reused")),
    *("sign_in.declined", "sign_in.not_verified"),
}
_STATUS: Mapping[str, HTTPStatus] = {
    **dict.fromkeys(_NOT_SIGNED_IN, HTTPStatus.UNAUTHORIZED),
    **dict.fromkeys(_NOT_THERE, HTTPStatus.NOT_FOUND),
    **dict.fromkeys(_NOT_NOW, HTTPStatus.CONFLICT),
    "account.suspended": HTTPStatus.FORBIDDEN,
    **dict.fromkeys(("sanction.banned", "sanction.muted"), HTTPStatus.FORBIDDEN),
    "account.own": HTTPStatus.FORBIDDEN,
    "identity.no_browser": HTTPStatus.FORBIDDEN,
    **dict.fromkeys(["sign_in.refused_elsewhere", "sign_in.unreachable"], HTTPStatus.BAD_GATEWAY),
    "account.email_unconfirmed": HTTPStatus.FORBIDDEN,
    "key.makes_no_keys": HTTPStatus.FORBIDDEN,
    "key.changes_no_address": HTTPStatus.FORBIDDEN,
    "link.invalid": HTTPStatus.GONE,
    "version.stale": HTTPStatus.PRECONDITION_FAILED,
    "plugin.fault": HTTPStatus.INTERNAL_SERVER_ERROR,
}


@frozen
class ProblemLine:
    """One reason: a stable code, the field as a dotted path (empty where no single field is at fault), a sentence."""

    code: str
    field: str
    message: str


@frozen
class ProblemDocument:
    """Why a request was not carried out. Nothing was written."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    problems: tuple[ProblemLine, ...]
    request_id: str


def document(request: Request[Any, Any, Any], status: HTTPStatus, problems: Sequence[Problem]) -> Response[Any]:
    """The answer that gives these reasons."""
    lines = tuple(ProblemLine(problem.code, problem.field, problem.message) for problem in problems)
    body = ProblemDocument(
        type="about:blank",
        title=status.phrase,
        status=status.value,
        detail="; ".join(_said(problem) for problem in problems),
        code=problems[0].code,
        problems=lines,
        request_id=request_id(request.scope),
    )
    return Response(body, status_code=status.value, media_type=MEDIA_TYPE)


def _said(problem: Problem) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


def refused(request: Request[Any, Any, Any], error: Refused) -> Response[Any]:
    """The rules refuse."""
    problems = [_without_internals(problem) for problem in error.problems]
    return document(request, _STATUS.get(problems[0].code, HTTPStatus.BAD_REQUEST), problems)


def malformed(request: Request[Any, Any, Any], error: Malformed) -> Response[Any]:
    """The body has not the shape it must have."""
    return document(request, HTTPStatus.BAD_REQUEST, error.problems)


def reused(request: Request[Any, Any, Any], error: CommandReused) -> Response[Any]:
    """A command id came again with other content."""
    return document(request, HTTPStatus.CONFLICT, [Problem("command.reused", str(error), "Idempotency-Key")])


def busy(request: Request[Any, Any, Any], error: StaleVersion) -> Response[Any]:
    """Other processes were faster again and again."""
    return document(request, HTTPStatus.CONFLICT, [Problem("version.contended", f"{error}; try again")])


def turned_away(request: Request[Any, Any, Any], error: TurnedAway) -> Response[Any]:
    """The request is not taken, whatever it asks for."""
    return _with(document(request, error.status, [error.problem]), error.headers)


def full(request: Request[Any, Any, Any], _: QueueFull) -> Response[Any]:
    """More is asked for than can be written."""
    problem = Problem("server.busy", "too many writes are waiting; nothing was written, try again in a moment")
    return _with(document(request, HTTPStatus.SERVICE_UNAVAILABLE, [problem]), {"retry-after": "1"})


def not_reached(request: Request[Any, Any, Any], error: NotReached) -> Response[Any]:
    """Files cannot be kept or got just now."""
    logger.error("files cannot be reached", exc_info=error, extra={"request_id": request_id(request.scope)})
    problem = Problem("file.not_reached", "files cannot be reached just now; nothing was written, try again later")
    return _with(document(request, HTTPStatus.SERVICE_UNAVAILABLE, [problem]), {"retry-after": "10"})


def without_database(request: Request[Any, Any, Any], error: SQLAlchemyError) -> Response[Any]:
    """The database is away, or has dropped the connection while it was asked."""
    # Not the error itself: it quotes the statement with its values.
    reason = str(getattr(error, "orig", "")) or type(error).__name__
    logger.error("the database does not answer: %s", reason, extra={"request_id": request_id(request.scope)})
    again = "the database does not answer: try again in a moment, with the same Idempotency-Key, as it may have written"
    problem = Problem("server.no_database", again)
    return _with(document(request, HTTPStatus.SERVICE_UNAVAILABLE, [problem]), {"retry-after": "1"})


def gone(request: Request[Any, Any, Any], _: CallerGone) -> Response[Any]:
    """Nobody is there to read it."""
    return document(request, HTTPStatus.BAD_REQUEST, [Problem("body.incomplete", "the body ended before its end")])


def of_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What Litestar refuses by itself: no such path, a method that is not allowed, a body too large."""
    status = HTTPStatus(error.status_code)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return unexpected(request, error)
    code = f"http.{status.name.lower()}"
    problems = [Problem(code, status.description or status.phrase)]
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        problems = [_of_parameter(request, line) for line in error.extra]
    return _with(document(request, status, problems), error.headers or {})


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A mistake of ours: the log has it in full, the answer has nothing of it."""
    logger.error("unexpected error", exc_info=error, extra={"request_id": request_id(request.scope)})
    problem = Problem("server.error", "something went wrong here; the log has it under the request id")
    return document(request, HTTPStatus.INTERNAL_SERVER_ERROR, [problem])


async def log_socket_failure(error: Exception, scope: Scope) -> None:
    """A mistake of ours on a socket: the other side is only told that there was one (4500)."""
    if scope["type"] == ScopeType.WEBSOCKET and not isinstance(error, SocketTurnedAway):
        logger.error("unexpected error on a socket", exc_info=error, extra={"request_id": request_id(scope)})


HANDLERS: ExceptionHandlersMap = {
    Refused: refused,
    Malformed: malformed,
    CommandReused: reused,
    StaleVersion: busy,
    QueueFull: full,
    NotReached: not_reached,
    OperationalError: without_database,
    InterfaceError: without_database,
    PoolTimeout: without_database,
    TurnedAway: turned_away,
    CallerGone: gone,
    HTTPException: of_framework,
    Exception: unexpected,
}


def _with(answer: Response[Any], headers: Mapping[str, str]) -> Response[Any]:
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _of_parameter(request: Request[Any, Any, Any], line: Mapping[str, str]) -> Problem:
    """What is wrong with one parameter, under the name that it has outside."""
    name, message = line.get("key", ""), line.get("message", "")
    if name == "data":
        return Problem("field.missing", "a body is required")
    declared = request.route_handler.parsed_fn_signature.parameters.get(name)
    outside = getattr(declared.kwarg_definition, "name", None) if declared else None
    return Problem("field.invalid", message, outside or name)


def _without_internals(problem: Problem) -> Problem:
    """The problem, but of a failing plugin only its name: the rest is for whoever reads the log."""
    if problem.code != "plugin.fault":
        return problem
    logger.error("%s", problem.message)
    named = re.match(r"plugin '[^']*'", problem.message)
    return Problem(problem.code, f"{named.group() if named else 'a plugin'} failed; the log says how")
