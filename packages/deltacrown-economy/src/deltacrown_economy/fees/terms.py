"""On what terms somebody who leaves gets their fee back."""

from datetime import datetime

import attrs
from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_economy.alone import alone_with
from deltacrown_economy.tables import fee_terms

WHOLE = 100


@frozen
class Terms:
    """Refund terms. Without any, everybody who leaves before the start gets everything back.

    until          from then on nothing is given back; None for never
    keeps          the amount that is kept, in minor units
    keeps_percent  and the part of the fee that is kept besides
    """

    until: datetime | None = None
    keeps: int = 0
    keeps_percent: int = 0

    def kept(self, amount: int, now: datetime) -> int:
        """What is kept of a fee when somebody leaves now; a part is rounded down."""
        if self.until is not None and now >= self.until:
            return amount
        return min(amount, self.keeps + amount * self.keeps_percent // WHOLE)


def terms_of(connection: Connection, tournament: str) -> Terms:
    """The terms of a tournament."""
    row = connection.execute(select(fee_terms).where(fee_terms.c.tournament == tournament)).first()
    return Terms(row.until, row.keeps, row.keeps_percent) if row else Terms()


def set_terms(connection: Connection, tournament: str, terms: Terms) -> None:
    """These are the terms from now on, for whoever leaves from now on. Raises Refused."""
    if terms.keeps < 0 or not 0 <= terms.keeps_percent <= WHOLE:
        message = f"what is kept is an amount from 0 on, and 0 to {WHOLE} percent"
        raise Refused([Problem("fees.terms_invalid", message, "keeps")])
    alone_with(connection, tournament)
    connection.execute(delete(fee_terms).where(fee_terms.c.tournament == tournament))
    connection.execute(insert(fee_terms).values(tournament=tournament, **attrs.asdict(terms)))
