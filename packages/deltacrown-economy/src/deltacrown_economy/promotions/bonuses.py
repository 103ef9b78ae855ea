"""Credit that a promotion gives: an account of its own each time, spent before the wallet, and only in time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from deltacrown import Problem, Refused
from sqlalchemy import Connection, func, insert, or_, select

from deltacrown_economy import names
from deltacrown_economy.ledger import Ledger, LedgerRefused, Leg, Order, Outcome, Post, balance, transaction_id
from deltacrown_economy.ledger.tables import accounts
from deltacrown_economy.ledger.tables import transactions as done
from deltacrown_economy.promotions.promotion import PromotionKind, use_problems
from deltacrown_economy.promotions.records import find, write_use
from deltacrown_economy.promotions.redeeming import person_problems
from deltacrown_economy.tables import bonuses, redemptions

SCOPE = "promotions/bonus"


def grant(ledger: Ledger, code: str, person: str, key: str, now: datetime) -> int:
    """Give somebody the promotion's credit; answers how much. Raises Refused; the same key again gives nothing more."""
    connection = ledger.connection
    promotion = find(connection, code, lock=True)
    if connection.execute(select(done.c.id).where(done.c.id == transaction_id(f"{person}:{key}", SCOPE))).first():
        return promotion.value
    problems = [
        *use_problems(promotion, promotion.spend_least, promotion.currency, promotion.goes_for, now),
        *person_problems(connection, promotion, person),
    ]
    if promotion.kind is not PromotionKind.BONUS:
        problems.append(Problem("promotion.no_credit", "the code is used when something is paid", "code"))
    if problems:
        raise Refused(problems)
    number = _ever(connection, code, person) + 1
    account = names.bonus(person, code, number)
    ledger.open(account, promotion.currency, owner=person)
    said = {"scope": SCOPE, "about": f"promotion:{code}", "actor": person, "reason": "bonus"}
    given = ledger.transfer(names.budget(code), account, promotion.value, f"{person}:{key}", **said)
    ends = now + timedelta(seconds=promotion.lasts_s) if promotion.lasts_s else None
    row = {"account": account, "person": person, "code": code, "currency": promotion.currency, "expires_at": ends}
    connection.execute(insert(bonuses).values(row))
    write_use(connection, given.transaction, code, person, promotion.value, now)
    return promotion.value


def sources(connection: Connection, person: str, currency: str, amount: int, now: datetime) -> list[tuple[str, int]]:
    """The accounts that an amount is paid from, each with its part: credit that ends first, then the wallet."""
    query = (
        select(accounts.c.name, accounts.c.balance - accounts.c.held_out)
        .join(bonuses, bonuses.c.account == accounts.c.name)
        .where(bonuses.c.person == person, bonuses.c.currency == currency)
        .where(or_(bonuses.c.expires_at.is_(None), bonuses.c.expires_at > now))
        .where(accounts.c.balance - accounts.c.held_out > 0, accounts.c.status == "open")
        .order_by(bonuses.c.expires_at.is_(None), bonuses.c.expires_at, accounts.c.id)
    )
    parts: list[tuple[str, int]] = []
    for account, there in connection.execute(query.with_for_update(of=accounts)):
        if amount:
            parts.append((account, min(amount, there)))
            amount -= parts[-1][1]
    return [*parts, (names.wallet(person, currency), amount)] if amount else parts


def expire_bonuses(ledger: Ledger, now: datetime, limit: int = 500) -> int:
    """What is left of credit whose time is over goes back to the promotion; answers from how many accounts."""
    query = (
        select(bonuses.c.account, bonuses.c.code, accounts.c.entries)
        .join(accounts, accounts.c.name == bonuses.c.account)
        .where(bonuses.c.expires_at <= now, accounts.c.balance - accounts.c.held_out > 0)
        .order_by(bonuses.c.expires_at, bonuses.c.account)
        .limit(limit)
    )
    orders = [_back(ledger.connection, *row) for row in ledger.connection.execute(query).all()]
    answers: Sequence[Outcome | LedgerRefused] = ledger.do_many(orders) if orders else []
    return sum(isinstance(answer, Outcome) and not answer.replayed for answer in answers)


def _back(connection: Connection, account: str, code: str, entries: int) -> Order:
    left = balance(connection, account).available
    legs = (Leg(account, -left), Leg(names.budget(code), left))
    about = f"promotion:{code}"
    # A refund may bring something back after it has expired, so the key says how often it was emptied.
    return Order(Post(legs), f"{account}:{entries}", scope="promotions/expiry", about=about, reason="bonus expired")


def _ever(connection: Connection, code: str, person: str) -> int:
    query = select(func.count()).select_from(redemptions)
    return int(connection.execute(query.where(redemptions.c.code == code, redemptions.c.person == person)).scalar_one())
