"""What money does in a tournament: fees from wallets, prizes put up, paid, checked, corrected; all of it given back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from attrs import field, frozen
from deltacrown import Phase, Problem, Refused, Tournament
from deltacrown_host import (
    Host,
    HostDependency,
    Permission,
    StrictBody,
    admit,
    caller_of,
    command_id_of,
    needs,
    people_of,
    settle_payment,
)
from litestar import get, post, put
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deltacrown_economy import names
from deltacrown_economy.fees import Fee, FeePart, Refunds, Terms, capture, fees_of, pay, set_terms
from deltacrown_economy.hosting.answering import MINE, Asked, Money, router, user_of, write
from deltacrown_economy.hosting.refunding import give_everything_back
from deltacrown_economy.ledger import Ledger
from deltacrown_economy.prizes import (
    Finding,
    Payout,
    Plan,
    Preview,
    Roster,
    TeamWay,
    correct,
    deposit,
    plan_of,
    preview,
    verify,
)
from deltacrown_economy.prizes import pay as pay_prizes

_PRIZES = needs(Permission.PRIZES)
_PAYMENTS = needs(Permission.PAYMENTS)


@frozen
class Paying:
    """How prizes are paid.

    dry_run  say what would be paid, and pay nothing
    correct  take back what was paid too much, too
    way      how the prize of a team reaches its people
    weights  by team and account, for the way `custom`
    """

    dry_run: bool = False
    correct: bool = False
    way: TeamWay = TeamWay.CAPTAIN
    weights: Mapping[str, Mapping[str, int]] = field(factory=dict)


@frozen
class Payouts:
    """What was paid, or would be: `moves` by account, and the transaction, which is empty where nothing moved."""

    plan: Plan
    moves: Mapping[str, int]
    available: int
    lacking: int
    transaction: str


@frozen
class Checked:
    """Whether the prizes are paid as the results say; `findings` is what is wrong."""

    paid: bool
    findings: tuple[Finding, ...]


@frozen
class PayFee:
    """A code that pays a part of the fee, if there is one."""

    code: str = ""


@frozen
class FeeParts:
    """The parts of fees, each from one account."""

    parts: tuple[FeePart, ...]


@post("/payouts", dto=StrictBody[Paying], return_dto=None, opt=_PRIZES, status_code=200, summary="Pay the prizes")
async def payouts(tournament: FromPath[str], data: JSONBody[Paying], request: Asked, host: HostDependency) -> Payouts:
    """Pay everyone what the results say, once; with `correct` after a correction, with `dry_run` only as a preview."""
    plan = await _plan(host, tournament, data)
    if data.dry_run:
        return _foreseen(await host.database.query(preview, plan))
    work = partial(_pay, plan=plan, actor=user_of(request), correcting=data.correct)
    return await write(host, work)


@get("/payouts/verify", opt=_PRIZES, summary="Check the payouts")
async def verify_payouts(tournament: FromPath[str], host: HostDependency) -> Checked:
    """Who was not paid, or not as the results say; for teams whose captain is paid."""
    plan = await _plan(host, tournament, Paying())
    findings = await host.database.query(verify, plan)
    return Checked(not findings, findings)


@post("/deposits", dto=StrictBody[Money], return_dto=None, opt=MINE, status_code=200, summary="Put up a prize")
async def put_up(tournament: FromPath[str], data: JSONBody[Money], request: Asked, host: HostDependency) -> Money:
    """Money from one's own wallet into the tournament's escrow; answers what is in there now."""
    await host.desk.look(tournament, lambda *_: None)
    person, key = user_of(request), command_id_of(request)

    def work(ledger: Ledger) -> Money:
        source = names.wallet(person, data.currency)
        done = deposit(ledger, tournament, source, data.amount, f"{person}:{key}", actor=person, reason="prize")
        return Money(data.currency, done.balances[names.escrow(tournament, data.currency)].posted)

    return await write(host, work)


@post("/refunds", opt=_PAYMENTS, status_code=200, summary="Give every fee back")
async def refunds(tournament: FromPath[str], request: Asked, host: HostDependency) -> Refunds:
    """Give everybody everything back, once a tournament is cancelled; its own job does so too."""
    phase = await host.desk.look(tournament, lambda standing, _: standing.phase)
    if phase is not Phase.CANCELLED:
        raise Refused([Problem("fees.not_cancelled", "everybody gets everything back where a tournament is cancelled")])
    return await write(host, give_everything_back, tournament, user_of(request))


@put("/fee-terms", dto=StrictBody[Terms], return_dto=None, opt=_PAYMENTS, summary="Set the refund terms")
async def fee_terms(tournament: FromPath[str], data: JSONBody[Terms], host: HostDependency) -> Terms:
    """On what terms whoever leaves gets their fee back, from now on."""
    await host.desk.look(tournament, lambda *_: None)
    await host.database.transaction(set_terms, tournament, data)
    return data


@get("/fees", opt=_PAYMENTS, summary="List fees from wallets")
async def list_fees(tournament: FromPath[str], host: HostDependency) -> FeeParts:
    """What is held, in escrow, and given back."""
    await host.desk.look(tournament, lambda *_: None)
    return FeeParts(await host.database.query(fees_of, tournament))


@post(
    "/entrants/{entrant:str}/payment/wallet",
    dto=StrictBody[PayFee],
    return_dto=None,
    opt=MINE,
    status_code=200,
    summary="Pay a fee from my wallet",
)
async def pay_fee(
    tournament: FromPath[str], entrant: FromPath[str], data: JSONBody[PayFee], request: Asked, host: HostDependency
) -> FeeParts:
    """Hold the tournament's fee in one's wallet until it starts; the payment is verified at once."""
    caller, key = caller_of(request), command_id_of(request)
    if not caller.acts_for([entrant]):
        admit(caller, Permission.PAYMENTS)
    fee, live = await host.desk.look(tournament, partial(_fee, entrant=entrant, person=caller.user))

    def work(ledger: Ledger) -> FeeParts:
        now = host.clock()
        standing = [part for part in fees_of(ledger.connection, tournament, entrant) if not part.given_back]
        new = settle_payment(ledger.connection, tournament, entrant, caller.user, now, "from a wallet", key)
        if not new and not standing:
            raise Refused([Problem("fees.paid_already", "the fee of this entrant was paid already", "entrant")])
        parts = pay(ledger, fee, now, code=data.code)
        if live:
            capture(ledger, tournament, actor=caller.user)
            parts = fees_of(ledger.connection, tournament, entrant)
        return FeeParts(parts)

    return await write(host, work)


async def _plan(host: Host, tournament: str, paying: Paying) -> Plan:
    def ask(standing: Tournament, connection: Connection) -> Plan:
        rosters = {
            entrant: Roster(people, paying.weights.get(entrant, {}))
            for entrant, people in people_of(connection, tournament).items()
        }
        return plan_of(standing, rosters, paying.way)

    return await host.desk.look(tournament, ask)


def _pay(ledger: Ledger, *, plan: Plan, actor: str, correcting: bool) -> Payouts:
    done: Payout = (correct if correcting else pay_prizes)(ledger, plan, actor=actor)
    left = preview(ledger.connection, plan)
    return Payouts(plan, done.moves, left.available, 0, done.transaction)


def _foreseen(found: Preview) -> Payouts:
    return Payouts(found.plan, found.moves, found.available, found.lacking, "")


def _fee(standing: Tournament, _: Connection, *, entrant: str, person: str) -> tuple[Fee, bool]:
    fee, known = standing.settings.fee, standing.entrants.get(entrant)
    if known is None:
        raise Refused([Problem("entrant.unknown", f"there is no entrant {entrant!r}", "entrant")])
    if fee is None:
        raise Refused([Problem("fees.none", "taking part costs nothing")])
    if standing.phase in {Phase.COMPLETED, Phase.ARCHIVED, Phase.CANCELLED}:
        raise Refused([Problem("tournament.wrong_phase", f"the tournament is {standing.phase.value}")])
    return Fee(standing.id, entrant, person, fee.currency, fee.amount), standing.phase is Phase.LIVE


_ROUTES: list[Any] = [payouts, verify_payouts, put_up, refunds, fee_terms, list_fees, pay_fee]
routes = router("/api/tournaments/{tournament:str}", _ROUTES)
