"""A fee is held for the tournament's escrow, and captured when the tournament starts.

It may come from several accounts: credit, a wallet, and a promotion's budget. Each part is a hold of its own, and what
became of it is what the ledger says of that hold.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, func, insert, select

from deltacrown_economy import names
from deltacrown_economy.alone import alone_with
from deltacrown_economy.ledger import Capture, Hold, Ledger, LedgerRefused, Order, Outcome, transaction_id
from deltacrown_economy.ledger.tables import holds, transactions
from deltacrown_economy.opening import open_wallet
from deltacrown_economy.promotions import GoesFor, discount, redeem, sources
from deltacrown_economy.tables import fee_parts

SCOPE = "fees"
CAPTURES = "fees/capture"


class FeeState(StrEnum):
    """What became of a part of a fee."""

    HELD = "held"
    CAPTURED = "captured"
    """It is in escrow."""
    RETURNED = "returned"
    """All of it is back where it came from."""


@frozen
class Fee:
    """Who pays what for which entrant."""

    tournament: str
    entrant: str
    person: str
    currency: str
    amount: int


@frozen
class FeePart:
    """A part of a fee, from one account.

    number    the how manieth fee of the entrant it belongs to: whoever leaves and comes again pays again
    captured  how much of it came into escrow
    returned  how much of that went back
    """

    tournament: str
    entrant: str
    number: int
    person: str
    hold: str
    source: str
    code: str
    currency: str
    amount: int
    state: FeeState
    captured: int
    returned: int

    @property
    def capture(self) -> str:
        """The transaction that captured it, if any did."""
        return transaction_id(self.hold, CAPTURES)

    @property
    def given_back(self) -> bool:
        """Whether it was given back, all of it or what the terms say."""
        return self.state is FeeState.RETURNED or bool(self.returned) or 0 < self.captured < self.amount


def pay(ledger: Ledger, fee: Fee, now: datetime, *, code: str = "") -> tuple[FeePart, ...]:
    """Hold the fee, less what the code pays. Paid already, it is left as it is. Raises Refused."""
    alone_with(ledger.connection, fee.tournament)
    before = fees_of(ledger.connection, fee.tournament, fee.entrant)
    number = max((part.number for part in before), default=0)
    standing = tuple(part for part in before if part.number == number)
    if standing and not any(part.given_back for part in standing):
        _compare(standing, fee)
        return standing
    escrow = names.escrow(fee.tournament, fee.currency)
    ledger.open(escrow, fee.currency)
    open_wallet(ledger, fee.person, fee.currency)
    given = discount(ledger.connection, code, fee.person, fee.amount, fee.currency, GoesFor.FEES, now)
    parts = [*sources(ledger.connection, fee.person, fee.currency, fee.amount - given, now)]
    parts += [(names.budget(code), given)] if given else []
    about = names.about_tournament(fee.tournament)
    for place, (source, amount) in enumerate(parts):
        key = f"{fee.tournament}:{fee.entrant}:{number + 1}:{place}"
        hold = ledger.do(
            Order(Hold(source, escrow, amount), key, scope=SCOPE, about=about, actor=fee.person, reason="entry fee")
        ).transaction
        mine = code if source == names.budget(code) else ""
        _write(ledger.connection, fee, number + 1, place, hold, source, mine, amount, now)
        redeem(ledger.connection, hold, mine, fee.person, amount, now)
    return fees_of(ledger.connection, fee.tournament, fee.entrant, number + 1)


def capture(ledger: Ledger, tournament: str, *, actor: str = "") -> int:
    """What is held for the tournament comes into escrow; answers how many parts. Raises Refused where one cannot."""
    alone_with(ledger.connection, tournament)
    held = [part for part in fees_of(ledger.connection, tournament) if part.state is FeeState.HELD]
    about = names.about_tournament(tournament)
    orders = [
        Order(Capture(part.hold), part.hold, scope=CAPTURES, about=about, actor=actor, reason="entry fee")
        for part in held
    ]
    return carried_out(ledger, orders)


def carried_out(ledger: Ledger, orders: Sequence[Order]) -> int:
    """Do all of them; answers how many were new. Raises Refused with everything that one of them was refused for."""
    answers: Sequence[Outcome | LedgerRefused] = ledger.do_many(orders) if orders else []
    problems = [problem for answer in answers if isinstance(answer, LedgerRefused) for problem in answer.problems]
    if problems:
        raise Refused(problems)
    return sum(isinstance(answer, Outcome) and not answer.replayed for answer in answers)


def fees_of(
    connection: Connection, tournament: str, entrant: str | None = None, number: int | None = None
) -> tuple[FeePart, ...]:
    """The parts of all fees of a tournament, or of one entrant, in the order in which they were paid."""
    back = transactions.alias("back")
    returned = (
        select(back.c.reverses, func.sum(back.c.amount).label("total"))
        .where(back.c.about == names.about_tournament(tournament), back.c.reverses != "")
        .group_by(back.c.reverses)
    )
    reversed_ = {row.reverses: int(row.total) for row in connection.execute(returned)}
    taken = select(transactions.c.id, transactions.c.amount).where(
        transactions.c.about == names.about_tournament(tournament), transactions.c.scope == CAPTURES
    )
    captured: dict[str, int] = {row.id: row.amount for row in connection.execute(taken)}
    query = select(fee_parts, holds.c.state).join(holds, holds.c.id == fee_parts.c.hold)
    query = query.where(fee_parts.c.tournament == tournament)
    query = query if entrant is None else query.where(fee_parts.c.entrant == entrant)
    query = query if number is None else query.where(fee_parts.c.number == number)
    rows = connection.execute(query.order_by(fee_parts.c.at, fee_parts.c.entrant, fee_parts.c.number, fee_parts.c.part))
    found = []
    for row in rows:
        id_ = transaction_id(row.hold, CAPTURES)
        came, went = captured.get(id_, 0), reversed_.get(id_, 0)
        state = FeeState.HELD if row.state == "open" else FeeState.CAPTURED if came > went else FeeState.RETURNED
        said = (row.tournament, row.entrant, row.number, row.person, row.hold, row.source, row.code, row.currency)
        found.append(FeePart(*said, row.amount, state, came, went))
    return tuple(found)


def _compare(standing: Sequence[FeePart], fee: Fee) -> None:
    if (standing[0].person, standing[0].currency) != (fee.person, fee.currency):
        raise Refused([Problem("fees.paid_already", "the fee of this entrant was paid by somebody else", "entrant")])


def _write(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection,
    fee: Fee,
    number: int,
    place: int,
    hold: str,
    source: str,
    code: str,
    amount: int,
    now: datetime,
) -> None:
    whose = {"tournament": fee.tournament, "entrant": fee.entrant, "person": fee.person, "currency": fee.currency}
    part = {"number": number, "part": place, "hold": hold, "source": source, "code": code, "amount": amount, "at": now}
    connection.execute(insert(fee_parts).values(**whose, **part))
