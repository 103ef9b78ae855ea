"""Wallets: what one has, what came and went, and a statement to keep."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from attrs import frozen
from deltacrown_host import HostDependency
from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from sqlalchemy import Connection, select

from deltacrown_economy import names
from deltacrown_economy.hosting.answering import MINE, Asked, router, user_of
from deltacrown_economy.ledger import Line, Statement, history, statement
from deltacrown_economy.ledger.tables import accounts, currencies
from deltacrown_economy.statements import csv_lines, statement_pdf

_LONGEST = 100
_MONTH = timedelta(days=31)
Moment = Annotated[datetime | None, QueryParameter(description="a moment with its zone")]


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
    form: Annotated[Literal["json", "csv", "pdf"], QueryParameter(name="format")] = "json",
) -> Response[Any]:
    """The wallet from a moment on until another; of the last month where none is said. As JSON, CSV or PDF."""
    ends = _zoned(until) or host.clock()
    begins = _zoned(since) or ends - _MONTH
    account = names.wallet(user_of(request), currency)
    found = await host.database.query(statement, account, begins, ends)
    exponent = await host.database.query(_exponent, currency)
    if form == "json":
        return Response(found)
    made, media_type = _file(found, form, exponent)
    headers = {"content-disposition": f'attachment; filename="statement.{form}"'}
    return Response(made, media_type=media_type, headers=headers)


def _file(found: Statement, form: str, exponent: int) -> tuple[bytes, str]:
    if form == "csv":
        return "".join(csv_lines(found, exponent)).encode(), "text/csv"
    return statement_pdf(found, exponent=exponent), "application/pdf"


def _wallet(connection: Connection, person: str) -> Wallet:
    query = select(accounts, currencies.c.exponent).join(currencies, currencies.c.code == accounts.c.currency)
    rows = connection.execute(query.where(accounts.c.owner == person).order_by(accounts.c.currency, accounts.c.id))
    return Wallet(
        tuple(
            AccountLine(row.name, row.currency, row.exponent, row.balance, row.balance - row.held_out, row.status)
            for row in rows
        )
    )


def _exponent(connection: Connection, currency: str) -> int:
    return connection.execute(select(currencies.c.exponent).where(currencies.c.code == currency)).scalar() or 0


def _zoned(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


routes = router("/api/wallet", [wallet, wallet_history, wallet_statement])
