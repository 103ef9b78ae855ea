"""Statements over HTTP: of one's own wallet, or of any account."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from deltacrown_host import Host
from litestar import Response
from litestar.params import QueryParameter
from sqlalchemy import Connection, select

from deltacrown_economy.ledger import Statement, statement
from deltacrown_economy.ledger.tables import currencies
from deltacrown_economy.statements import csv_lines, statement_pdf

_MONTH = timedelta(days=31)
Moment = Annotated[datetime | None, QueryParameter(description="a moment with its zone")]
Form = Annotated[Literal["json", "csv", "pdf"], QueryParameter(name="format")]


async def stated(host: Host, account: str, since: datetime | None, until: datetime | None, form: str) -> Response[Any]:
    """The account's statement of that time, or of the last month, as a file where one is wanted."""
    ends = zoned(until) or host.clock()
    begins = zoned(since) or ends - _MONTH
    found, exponent = await host.database.query(_found, account, begins, ends)
    if form == "json":
        return Response(found)
    made, media_type = _file(found, form, exponent)
    headers = {"content-disposition": f'attachment; filename="statement.{form}"'}
    return Response(made, media_type=media_type, headers=headers)


def zoned(moment: datetime | None) -> datetime | None:
    """The moment; in UTC where it says no zone."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _found(connection: Connection, account: str, since: datetime, until: datetime) -> tuple[Statement, int]:
    found = statement(connection, account, since, until)
    exponent = select(currencies.c.exponent).where(currencies.c.code == found.currency)
    return found, connection.execute(exponent).scalar() or 0


def _file(found: Statement, form: str, exponent: int) -> tuple[bytes, str]:
    if form == "csv":
        return "".join(csv_lines(found, exponent)).encode(), "text/csv"
    return statement_pdf(found, exponent=exponent), "application/pdf"
