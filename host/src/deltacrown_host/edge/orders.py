"""From a request to an order, and from its entries to a receipt."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from attrs import evolve, frozen
from deltacrown import Command, Malformed, Problem, Refused
from litestar import Request, Response

from deltacrown_host.access.commands import authorize
from deltacrown_host.access.needs import caller_of
from deltacrown_host.audit.deeds import doer_of
from deltacrown_host.edge.conditional import etag, expected_version
from deltacrown_host.store.desk import Beside, Desk, Done, Objections, Order, no_objections, nothing_beside
from deltacrown_host.store.tables import COMMAND_ID_LENGTH


@frozen
class Happened:
    """One event: its number, and what kind it is. `GET …/events` has it in full."""

    seq: int
    type: str


@frozen
class Receipt:
    """What a command made happen: no events where it changed nothing. The same command again is answered the same."""

    tournament: str
    version: int
    command: str
    events: tuple[Happened, ...]


async def submit(  # noqa: PLR0913 - what a command comes with
    desk: Desk,
    request: Request[Any, Any, Any],
    tournament: str,
    command: Command,
    *,
    status: int = 200,
    command_id: str = "",
    beside: Beside = nothing_beside,
    fields: Mapping[str, str] | None = None,
    objections: Objections = no_objections,
) -> Response[Receipt]:
    """Hand the command in as the headers say, and answer its receipt.

    `fields` says what the core's fields are called in this request: {"score": ""} where the score is the whole body.
    """
    order = order_of(request, tournament, command, command_id)
    order = evolve(order, beside=beside, objections=objections)
    try:
        done = await desk.submit(order)
    except Refused as refusal:
        refusal.problems = tuple(_renamed(problem, fields or {}) for problem in refusal.problems)
        raise
    return Response(receipt(order, done), status_code=status, headers={"etag": etag(done.version)})


def order_of(request: Request[Any, Any, Any], tournament: str, command: Command, command_id: str = "") -> Order:
    """The command as an order of whoever makes this request."""
    caller = caller_of(request)
    return Order(
        tournament,
        command,
        id=command_id or command_id_of(request),
        actor=caller.user,
        expected_version=expected_version(request.headers.get("if-match")),
        address=doer_of(request).address,
        judge=partial(authorize, caller, command),
    )


def command_id_of(request: Request[Any, Any, Any]) -> str:
    """The id of the command: the `Idempotency-Key`, or a new one. Raises Malformed."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return uuid4().hex
    if not 0 < len(key) <= COMMAND_ID_LENGTH or not key.isascii() or not key.isprintable():
        message = f"a key has 1 to {COMMAND_ID_LENGTH} printable ASCII characters"
        raise Malformed([Problem("header.invalid", message, "Idempotency-Key")])
    return key


def receipt(order: Order, done: Done) -> Receipt:
    """The receipt for an order."""
    events = tuple(Happened(entry.seq, type(entry.event).__name__) for entry in done.entries)
    return Receipt(order.tournament, done.version, order.id, events)


def _renamed(problem: Problem, fields: Mapping[str, str]) -> Problem:
    for core, ours in fields.items():
        if problem.field == core or problem.field.startswith(f"{core}."):
            renamed = f"{ours}{problem.field.removeprefix(core)}".lstrip(".")
            return Problem(problem.code, problem.message, renamed)
    return problem
