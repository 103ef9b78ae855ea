"""Using a code: what it pays of a price, and that it is used no more often than it may."""

from collections.abc import Iterator
from datetime import datetime

from deltacrown import Problem, Refused
from sqlalchemy import Connection, select, update

from deltacrown_economy import names
from deltacrown_economy.ledger import balance
from deltacrown_economy.promotions.promotion import GoesFor, Promotion, PromotionKind, use_problems
from deltacrown_economy.promotions.records import find, uses_of, write_use
from deltacrown_economy.tables import fee_parts, purchases, redemptions


def discount(  # noqa: PLR0913, PLR0917 - what a use is
    connection: Connection, code: str, person: str, price: int, currency: str, goes_for: GoesFor, now: datetime
) -> int:
    """What the code pays of the price. Raises Refused with every reason why it pays nothing.

    Nobody else uses the code until the transaction ends, so what is found here is still so when it is written.
    """
    if not code:
        return 0
    promotion = find(connection, code, lock=True)
    problems = [
        *use_problems(promotion, price, currency, goes_for, now),
        *person_problems(connection, promotion, person),
    ]
    if promotion.kind is PromotionKind.BONUS:
        problems.append(Problem("promotion.is_credit", "the code gives credit: redeem it by itself", "code"))
    worth = promotion.worth(price)
    if not problems and worth > balance(connection, names.budget(code)).available:
        problems.append(Problem("promotion.spent", "the promotion has given out all that it had", "code"))
    if problems:
        raise Refused(problems)
    return worth


def redeem(  # noqa: PLR0913, PLR0917 - what a use is
    connection: Connection, id_: str, code: str, person: str, amount: int, now: datetime
) -> None:
    """Write down that the code was used, for this transaction or hold."""
    if code:
        write_use(connection, id_, code, person, amount, now)


def undo(connection: Connection, id_: str) -> None:
    """What was paid with the code was given back: the use counts no more."""
    connection.execute(update(redemptions).where(redemptions.c.id == id_).values(undone=True))


def person_problems(connection: Connection, promotion: Promotion, person: str) -> Iterator[Problem]:
    """Why this person cannot use it, or nobody can."""
    if promotion.people and person not in promotion.people:
        yield Problem("promotion.not_for_you", "the code is for others", "code")
    if promotion.newcomers and _has_paid(connection, person):
        yield Problem("promotion.newcomers", "the code is for whoever has paid for nothing yet", "code")
    if promotion.uses is not None and uses_of(connection, promotion.code) >= promotion.uses:
        yield Problem("promotion.used_up", "the code was used as often as it may be", "code")
    if promotion.uses_each is not None and uses_of(connection, promotion.code, person) >= promotion.uses_each:
        yield Problem("promotion.used_already", "you have used the code as often as you may", "code")


def _has_paid(connection: Connection, person: str) -> bool:
    return any(
        connection.execute(select(table.c.person).where(table.c.person == person).limit(1)).first()
        for table in (purchases, fee_parts)
    )
