"""Payments: show a proof, look at it, say yes or no, send the money back."""

from http import HTTPStatus
from typing import Any

from attrs import evolve, frozen
from deltacrown import Problem, Refused, Tournament
from litestar import Request, Response, Router, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.needs import SIGNED_IN, admit, caller_of, needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.audit.deeds import doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import command_id_of
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.files import records
from deltacrown_host.files.answering import FILE, answer
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD, incoming
from deltacrown_host.payments.deeds import deed_of
from deltacrown_host.payments.steps import Payment, PaymentState, Step, payment_of, states_in, take

Asked = Request[Any, Any, Any]
_STAFF = needs(Permission.PAYMENTS)
_OF_ENTRANT = "/entrants/{entrant:str}/payment"


@frozen
class Why:
    """What is said of the step; `force` is for refunds alone."""

    reason: str = ""
    force: bool = False


@frozen
class PaymentLine:
    """How far an entrant's payment has come."""

    entrant: str
    state: PaymentState


@frozen
class PaymentList:
    """Everyone who registered, in the order of registration."""

    payments: tuple[PaymentLine, ...]


@get("/payments", opt=_STAFF, summary="List payments")
async def list_payments(tournament: FromPath[str], host: HostDependency) -> PaymentList:
    """How far every entrant's payment has come."""

    def look(standing: Tournament, connection: Connection) -> PaymentList:
        states = states_in(connection, tournament)
        return PaymentList(
            tuple(PaymentLine(entrant, states.get(entrant, PaymentState.NONE)) for entrant in standing.entrants)
        )

    return await host.desk.look(tournament, look)


@get(_OF_ENTRANT, opt=SIGNED_IN, summary="Look at a payment")
async def show(tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency) -> Payment:
    """How far the payment has come, for the entrant and for whoever looks after payments."""
    await _admit(host, caller_of(request), tournament, entrant)
    return await host.database.query(payment_of, tournament, entrant)


@post(
    f"{_OF_ENTRANT}/proof",
    opt=UPLOAD,
    request_max_body_size=BODY_LIMIT,
    status_code=HTTP_201_CREATED,
    summary="Show that the fee was paid",
)
async def submit_proof(
    tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency
) -> Payment:
    """Send a proof: a JPG, a PNG or a PDF of at most 5 MB. After a rejection another one may be sent."""
    caller, order, now, doer = caller_of(request), command_id_of(request), host.clock(), doer_of(request)
    await _admit(host, caller, tournament, entrant, writing=True)
    async with incoming(request, host.files) as coming:
        id_ = records.file_id(tournament, f"{entrant}/{order}", coming.kept)
        step = Step(PaymentState.SUBMITTED, caller.user, now, proof=id_)

        def work(connection: Connection) -> Payment:
            coming.used = take(connection, tournament, entrant, step, order)
            if coming.used:
                records.write(connection, tournament, id_, _about(entrant), caller.user, coming.kept, now)
                note(connection, doer, deed_of(connection, tournament, entrant), now)
            return payment_of(connection, tournament, entrant)

        return await host.database.transaction(work)


@get(f"{_OF_ENTRANT}/proofs/{{file:str}}", opt=SIGNED_IN, responses=FILE, summary="Get a proof")
async def get_proof(
    tournament: FromPath[str], entrant: FromPath[str], file: FromPath[str], request: Asked, host: HostDependency
) -> Response[Any]:
    """The file that was shown, to be saved."""
    await _admit(host, caller_of(request), tournament, entrant)
    found = await host.database.query(records.find, tournament, _about(entrant), file)
    return await answer(host.files, *found)


@post(f"{_OF_ENTRANT}/verify", opt=_STAFF, status_code=HTTP_200_OK, summary="Accept a proof")
async def verify(tournament: FromPath[str], entrant: FromPath[str], request: Asked, host: HostDependency) -> Payment:
    """The money is there."""
    return await _step(host, request, tournament, entrant, PaymentState.VERIFIED)


@post(
    f"{_OF_ENTRANT}/reject",
    dto=StrictBody[Why],
    return_dto=None,
    opt=_STAFF,
    status_code=HTTP_200_OK,
    summary="Reject a proof",
)
async def reject(
    tournament: FromPath[str], entrant: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency
) -> Payment:
    """The proof shows nothing, for a reason that the entrant reads; another one may be sent."""
    if not data.reason.strip():
        raise Refused([Problem("reason.empty", "say why", "reason")])
    return await _step(host, request, tournament, entrant, PaymentState.REJECTED, evolve(data, force=False))


@post(
    f"{_OF_ENTRANT}/refund",
    dto=StrictBody[Why],
    return_dto=None,
    opt=_STAFF,
    status_code=HTTP_200_OK,
    summary="Note a refund",
)
async def refund(
    tournament: FromPath[str], entrant: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency
) -> Payment:
    """The money went back, which happens elsewhere: here it is noted.

    With `force` also where nobody had said that it was there: for whoever organizes the tournament.
    """
    return await _step(host, request, tournament, entrant, PaymentState.REFUNDED, data)


async def _step(  # noqa: PLR0913, PLR0917 - what a step comes with
    host: Host, request: Asked, tournament: str, entrant: str, state: PaymentState, said: Why = Why()
) -> Payment:
    caller, order, doer = caller_of(request), command_id_of(request), doer_of(request)
    await _admit(host, caller, tournament, entrant)
    if said.force:
        admit(caller, Permission.MANAGE)
    step = Step(state, caller.user, host.clock(), said.reason, force=said.force)

    def work(connection: Connection) -> Payment:
        if take(connection, tournament, entrant, step, order):
            note(connection, doer, deed_of(connection, tournament, entrant), step.at)
        return payment_of(connection, tournament, entrant)

    return await host.database.transaction(work)


async def _admit(host: Host, caller: Caller, tournament: str, entrant: str, *, writing: bool = False) -> None:
    """Turn away whoever is neither the entrant nor looks after payments. Raises TurnedAway, and Refused for nobody.

    Where everything stands still, nobody but staff writes.
    """
    if not caller.may(Permission.PAYMENTS) and not caller.acts_for([entrant]):
        message = "this is between the entrant and whoever has the permission 'payments'"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))

    def look(standing: Tournament, _: Connection) -> None:
        if entrant not in standing.entrants:
            raise Refused([Problem("entrant.unknown", f"there is no entrant {entrant!r}", "entrant")])
        if writing and standing.frozen and not caller.may(Permission.PAYMENTS):
            raise Refused([Problem("tournament.frozen", f"the tournament is frozen: {standing.frozen}")])

    await host.desk.look(tournament, look)


def _about(entrant: str) -> str:
    return f"payment {entrant}"


router = Router(
    "/api/tournaments/{tournament:str}",
    route_handlers=[list_payments, show, submit_proof, get_proof, verify, reject, refund],
    tags=["Payments"],
)
