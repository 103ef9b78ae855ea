"""What administrators do with money, and what they see of it."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from attrs import frozen
from deltacrown import Problem, Refused
from deltacrown_host import HostDependency, StrictBody, command_id_of, games_of
from litestar import Response, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from deltacrown_economy import names
from deltacrown_economy.administration import (
    Adjustment,
    AdjustmentState,
    Deed,
    Report,
    adjustments,
    approve,
    ask,
    deeds,
    freeze,
    read_csv,
    reconcile,
    reject,
    unfreeze,
)
from deltacrown_economy.hosting.answering import ADMIN, Asked, router, user_of, write
from deltacrown_economy.hosting.shop import Why
from deltacrown_economy.hosting.stating import Form, Moment, stated, zoned
from deltacrown_economy.ledger import Balance, Currency, Ledger, balance
from deltacrown_economy.opening import open_wallet, open_world
from deltacrown_economy.revenue import By, Revenue, revenue

_YEAR = timedelta(days=365)


@frozen
class NewAdjustment:
    """What comes to somebody's wallet from outside; below zero it goes there."""

    person: str
    currency: str
    amount: int
    reason: str


@frozen
class Adjustments:
    """What was asked for, the newest first."""

    adjustments: tuple[Adjustment, ...]


@frozen
class Theirs:
    """Somebody else's statement of an account: CSV with the columns `reference` and `amount`."""

    account: str
    csv: str
    exponent: int = 0


@frozen
class Deeds:
    """What was ordered, the newest first."""

    deeds: tuple[Deed, ...]


@frozen
class RevenueLines:
    """What moved, by heading and currency."""

    lines: tuple[Revenue, ...]


@put("/currencies", dto=StrictBody[Currency], return_dto=None, opt=ADMIN, summary="Declare a currency")
async def declare(data: JSONBody[Currency], host: HostDependency) -> Currency:
    """A currency that accounts may have from now on."""

    def work(ledger: Ledger) -> Currency:
        ledger.declare(data)
        open_world(ledger, data.code)
        return data

    return await write(host, work)


@get("/accounts/{account:str}", opt=ADMIN, summary="Look at an account")
async def look_at(
    account: FromPath[str],
    host: HostDependency,
    moment: Annotated[datetime | None, QueryParameter(name="at", description="a moment with its zone")] = None,
) -> Balance:
    """What an account has; or had at a moment, what was held then not told."""
    return await host.database.query(balance, account, zoned(moment))


@get("/accounts/{account:str}/statement", opt=ADMIN, summary="Get an account's statement")
async def statement_of(
    account: FromPath[str], host: HostDependency, since: Moment = None, until: Moment = None, form: Form = "json"
) -> Response[Any]:
    """Any account from a moment on until another; of the last month where none is said. As JSON, CSV or PDF."""
    return await stated(host, account, since, until, form)


@post(
    "/accounts/{account:str}/freeze",
    dto=StrictBody[Why],
    return_dto=None,
    opt=ADMIN,
    status_code=204,
    summary="Freeze an account",
)
async def freeze_account(account: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency) -> None:
    """Nothing leaves it any more."""
    await write(host, freeze, account, actor=user_of(request), reason=_reason(data))


@post(
    "/accounts/{account:str}/unfreeze",
    dto=StrictBody[Why],
    return_dto=None,
    opt=ADMIN,
    status_code=204,
    summary="Open a frozen account",
)
async def unfreeze_account(account: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency) -> None:
    """It is as it was."""
    await write(host, unfreeze, account, actor=user_of(request), reason=_reason(data))


@post("/adjustments", dto=StrictBody[NewAdjustment], return_dto=None, opt=ADMIN, summary="Ask for an adjustment")
async def ask_for(data: JSONBody[NewAdjustment], request: Asked, host: HostDependency) -> Adjustment:
    """Ask that money be issued to somebody, or taken from them; another administrator approves."""
    actor, key = user_of(request), command_id_of(request)

    def work(ledger: Ledger) -> Adjustment:
        account, counter = open_wallet(ledger, data.person, data.currency), names.world(data.currency)
        return ask(ledger.connection, key, account, counter, data.amount, data.reason, actor, host.clock())

    return await write(host, work)


@get("/adjustments", opt=ADMIN, summary="List adjustments")
async def list_adjustments(
    host: HostDependency, wanted: Annotated[AdjustmentState | None, QueryParameter(name="state")] = None
) -> Adjustments:
    """What was asked for."""
    return Adjustments(tuple(await host.database.query(adjustments, wanted)))


@post("/adjustments/{adjustment:str}/approve", opt=ADMIN, status_code=200, summary="Approve an adjustment")
async def approve_it(adjustment: FromPath[str], request: Asked, host: HostDependency) -> Adjustment:
    """Money moves; for anybody but who asked."""
    return await write(host, approve, adjustment, user_of(request), host.clock())


@post("/adjustments/{adjustment:str}/reject", opt=ADMIN, status_code=200, summary="Reject an adjustment")
async def reject_it(adjustment: FromPath[str], request: Asked, host: HostDependency) -> Adjustment:
    """Nothing moves."""
    return await host.database.transaction(reject, adjustment, user_of(request), host.clock())


@post(
    "/reconciliations",
    dto=StrictBody[Theirs],
    return_dto=None,
    opt=ADMIN,
    status_code=200,
    summary="Compare with a statement",
)
async def compare(data: JSONBody[Theirs], host: HostDependency) -> Report:
    """An account beside a bank's or a provider's statement of it: matched, different, missing, unknown."""
    if not 0 <= data.exponent <= 18:  # noqa: PLR2004 - no currency has more
        raise Refused([Problem("reconcile.exponent", "a currency has 0 to 18 digits behind the point", "exponent")])
    theirs = read_csv(data.csv.splitlines(keepends=True), data.exponent)
    return await host.database.query(reconcile, data.account, theirs)


@get("/deeds", opt=ADMIN, summary="What was ordered")
async def list_deeds(
    host: HostDependency,
    actor: Annotated[str, QueryParameter()] = "",
    about: Annotated[str, QueryParameter(description="such as tournament:cup")] = "",
) -> Deeds:
    """The newest hundred orders, of one person or about one thing where that is said."""
    return Deeds(tuple(await host.database.query(deeds, actor=actor, about=about)))


@get("/revenue", opt=ADMIN, summary="What came in and went out")
async def see_revenue(
    host: HostDependency,
    by: Annotated[By, QueryParameter()] = By.DAY,
    since: Moment = None,
    until: Moment = None,
) -> RevenueLines:
    """Fees, prizes, sales, by day, tournament, game or product; of the last year where no time is said."""
    ends = zoned(until) or host.clock() + timedelta(seconds=1)
    begins = zoned(since) or ends - _YEAR
    games = await host.database.query(games_of)
    return RevenueLines(await host.database.query(revenue, by, begins, ends, games=games))


def _reason(why: Why) -> str:
    if not why.reason.strip():
        raise Refused([Problem("reason.empty", "say why", "reason")])
    return why.reason


_ACCOUNTS: list[Any] = [declare, look_at, statement_of, freeze_account, unfreeze_account]
_ADJUSTMENTS: list[Any] = [ask_for, list_adjustments, approve_it, reject_it]
routes = router("/api/economy", [*_ACCOUNTS, *_ADJUSTMENTS, compare, list_deeds, see_revenue])
