"""Revenue: what came in for tournaments and in the shop, and what went out, by day, tournament or game.

Counted from the entries each time it is asked: there is nothing that could have drifted.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from attrs import define, evolve, frozen
from sqlalchemy import ColumnElement, Connection, Date, Select, String, cast, func, or_, select

from deltacrown_economy.ledger.tables import accounts, entries, transactions


class By(StrEnum):
    """What revenue is counted by."""

    DAY = "day"
    TOURNAMENT = "tournament"
    GAME = "game"
    PRODUCT = "product"


@frozen
class Revenue:
    """What moved in one currency, under one heading.

    fees      entry fees that came into escrow, and `refunds` what of them went back
    prizes    what was paid to winners, less what was taken back
    sales     what the shop took, and `returns` what of it went back
    deposits  what was put up for tournaments, less what was given back
    """

    heading: str
    currency: str
    fees: int = 0
    refunds: int = 0
    prizes: int = 0
    sales: int = 0
    returns: int = 0
    deposits: int = 0

    @property
    def net(self) -> int:
        """Fees and sales, less what of them went back."""
        return self.fees - self.refunds + self.sales - self.returns


@define
class _Sums:
    fees: int = 0
    refunds: int = 0
    prizes: int = 0
    sales: int = 0
    returns: int = 0
    deposits: int = 0

    def add(self, scope: str, *, was: str, amount: int) -> None:
        match scope, was:
            case "fees/capture", _:
                self.fees += amount
            case "fees/refund" | "fees/cancel", "escrow":
                self.deposits += amount
            case "fees/refund" | "fees/cancel", _:
                self.refunds -= amount
            case "prizes", _:
                self.prizes -= amount
            case "shop", _:
                self.sales += amount
            case "shop/refund", _:
                self.returns -= amount
            case "escrow", _:
                self.deposits += amount


def revenue(  # noqa: PLR0913 - what, when, and of what
    connection: Connection,
    by: By,
    since: datetime,
    until: datetime,
    *,
    games: Mapping[str, str] = MappingProxyType({}),
    tournament: str = "",
) -> tuple[Revenue, ...]:
    """What moved from a moment on until another, by heading and currency. `games` names the game of each tournament."""
    heading = _headings(by, games)
    sums: dict[tuple[str, str], _Sums] = defaultdict(_Sums)
    for day, about, scope, was, currency, amount in connection.execute(_query(connection, since, until, tournament)):
        found = heading(str(day), about)
        if found is not None:
            sums[found, currency].add(scope, was=was or "", amount=int(amount))
    lines = (Revenue(name, currency, **_plain(one)) for (name, currency), one in sorted(sums.items()))
    return tuple(
        line for line in lines if line != evolve(Revenue("", ""), heading=line.heading, currency=line.currency)
    )


def _query(connection: Connection, since: datetime, until: datetime, tournament: str) -> Select[Any]:
    day = _day(connection)
    before = transactions.alias("before")
    query = (
        select(day, transactions.c.about, transactions.c.scope, before.c.scope, accounts.c.currency)
        .add_columns(func.sum(entries.c.amount))
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .join(accounts, accounts.c.id == entries.c.account_id)
        .outerjoin(before, before.c.id == transactions.c.reverses)
        .where(transactions.c.at >= since, transactions.c.at < until)
        .where(or_(accounts.c.name.like("tournament:%:escrow:%"), accounts.c.name.like("shop:takings:%")))
        .group_by(day, transactions.c.about, transactions.c.scope, before.c.scope, accounts.c.currency)
    )
    return query.where(transactions.c.about == f"tournament:{tournament}") if tournament else query


def _day(connection: Connection) -> ColumnElement[str]:
    """The day in UTC, as text."""
    if connection.dialect.name == "sqlite":
        return func.date(transactions.c.at)
    return cast(cast(func.timezone("UTC", transactions.c.at), Date), String)


def _headings(by: By, games: Mapping[str, str]) -> Callable[[str, str], str | None]:
    """The heading that something of a day is counted under; None where it is counted under none."""

    def heading(day: str, about: str) -> str | None:
        kind, _, id_ = about.partition(":")
        match by:
            case By.DAY:
                return day
            case By.GAME:
                return games.get(id_, "") if kind == "tournament" else None
            case _:
                return id_ if kind == by.value else None

    return heading


def _plain(sums: _Sums) -> Mapping[str, int]:
    return {name: getattr(sums, name) for name in ("fees", "refunds", "prizes", "sales", "returns", "deposits")}
