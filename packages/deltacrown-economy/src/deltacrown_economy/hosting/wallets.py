"""Wallets: what one has, what came and went, and a statement to keep."""

from typing import Annotated, Any

from attrs import frozen
from deltacrown_host import HostDependency
from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from sqlalchemy import Connection, select

from deltacrown_economy import names
from deltacrown_economy.hosting.answering import MINE, Asked, router, user_of
from deltacrown_economy.hosting.stating import Form, Moment, stated
from deltacrown_economy.ledger import Line, history
from deltacrown_economy.ledger.tables import accounts, currencies

_LONGEST = 100


@frozen
class AccountLine:
    """One of one's accounts. `available` is what can be spent."""

    account: str
    currency: str
    exponent: int
    posted: int
    available: int
    status: str


@frozen
class Wallet:
    """Everything one has: money, credit, pieces of products."""

    accounts: tuple[AccountLine, ...]


@frozen
class History:
    """Entries, the newest first. `before` is where the next page begins; null on the last one."""

    lines: tuple[Line, ...]
    before: int | None


@get("/", opt=MINE, summary="What I have")
async def wallet(request: Asked, host: HostDependency) -> Wallet:
    """Every account of whoever asks."""
    return await host.database.query(_wallet, user_of(request))


@get("/{currency:str}/history", opt=MINE, summary="What came and went")
async def wallet_history(
    currency: FromPath[str],
    request: Asked,
    host: HostDependency,
    before: Annotated[int | None, QueryParameter(ge=1, le=2**53)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=_LONGEST)] = 50,
) -> History:
    """The entries of one's wallet in a currency."""
    account = names.wallet(user_of(request), currency)
    lines = await host.database.query(history, account, before=before, limit=limit)
    return History(lines, lines[-1].seq if len(lines) == limit else None)


@get("/{currency:str}/statement", opt=MINE, summary="Get a statement")
async def wallet_statement(  # noqa: PLR0913, PLR0917 - what a statement is of
    currency: FromPath[str],
    request: Asked,
    host: HostDependency,
    since: Moment = None,
    until: Moment = None,
    form: Form = "json",
) -> Response[Any]:
    """The wallet from a moment on until another; of the last month where none is said. As JSON, CSV or PDF."""
    return await stated(host, names.wallet(user_of(request), currency), since, until, form)


def _wallet(connection: Connection, person: str) -> Wallet:
    query = select(accounts, currencies.c.exponent).join(currencies, currencies.c.code == accounts.c.currency)
    rows = connection.execute(query.where(accounts.c.owner == person).order_by(accounts.c.currency, accounts.c.id))
    return Wallet(
        tuple(
            AccountLine(row.name, row.currency, row.exponent, row.balance, row.balance - row.held_out, row.status)
            for row in rows
        )
    )


routes = router("/api/wallet", [wallet, wallet_history, wallet_statement])
