"""Paying a plan: always the difference between what is due and what was paid, in one transaction.

So the same plan again pays nothing more, a plan with more recipients pays those who are new, and a corrected one takes
back from some and gives to others. What was written before stays as it is.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, func, select

from deltacrown_economy import names
from deltacrown_economy.alone import alone_with
from deltacrown_economy.ledger import Balance, Ledger, Leg, Open, Order, Outcome, balance
from deltacrown_economy.ledger.book import settled
from deltacrown_economy.ledger.tables import accounts, entries, transactions
from deltacrown_economy.prizes.plan import Plan

SCOPE = "prizes"
DEPOSITS = "escrow"


@frozen
class Preview:
    """What paying the plan would do now.

    paid       what each account has of this tournament's prizes so far
    moves      what each account would get (positive) or give back (negative)
    available  what is in escrow and can be spent
    lacking    how much more would have to be there
    """

    plan: Plan
    paid: Mapping[str, int]
    moves: Mapping[str, int]
    available: int
    lacking: int


@frozen
class Payout:
    """What was paid. `transaction` is empty where nothing was left to do."""

    transaction: str
    moves: Mapping[str, int]
    replayed: bool


def preview(connection: Connection, plan: Plan) -> Preview:
    """What would move, and whether there is enough."""
    paid = paid_so_far(connection, plan)
    moves = _moves(plan, paid)
    available = balance(connection, plan.escrow).available
    return Preview(plan, paid, moves, available, max(0, sum(moves.values()) - available))


def pay(ledger: Ledger, plan: Plan, *, actor: str = "") -> Payout:
    """Pay everyone who has not been paid yet. Raises Refused where somebody has more than the plan says."""
    return _settle(ledger, plan, actor, "prizes", taking_back=False)


def correct(ledger: Ledger, plan: Plan, *, actor: str = "", reason: str = "a result was corrected") -> Payout:
    """Pay what is missing and take back what is too much, all of it or nothing.

    Raises Refused where somebody has spent what they would have to give back; it names all of them.
    """
    return _settle(ledger, plan, actor, reason, taking_back=True)


def deposit(ledger: Ledger, tournament: str, source: str, amount: int, key: str, **said: str) -> Outcome:
    """Put an amount up for a tournament, in the currency of the account that it comes from."""
    currency = ledger.connection.execute(select(accounts.c.currency).where(accounts.c.name == source)).scalar()
    target = names.escrow(tournament, str(currency or ""))
    if currency:
        ledger.open(target, currency)
    about = names.about_tournament(tournament)
    return ledger.transfer(source, target, amount, key, scope=DEPOSITS, about=about, **said)


def settle_rest(ledger: Ledger, plan: Plan, target: str, key: str, *, actor: str = "") -> int:
    """What is left in escrow once everybody is paid goes to this account; answers how much that was.

    Raises Refused while somebody is still to be paid.
    """
    alone_with(ledger.connection, plan.tournament)
    if any(_moves(plan, paid_so_far(ledger.connection, plan)).values()) or any(not part.account for part in plan.parts):
        raise Refused([Problem("prizes.open", "somebody is still to be paid, or to give back")])
    rest = balance(ledger.connection, plan.escrow).available
    if rest:
        about = names.about_tournament(plan.tournament)
        ledger.transfer(plan.escrow, target, rest, key, scope="rest", about=about, actor=actor, reason="what is left")
    return rest


def paid_so_far(connection: Connection, plan: Plan) -> Mapping[str, int]:
    """What each account has of the tournament's prizes, by the entries of the ledger."""
    query = (
        select(accounts.c.name, func.sum(entries.c.amount))
        .join(entries, entries.c.account_id == accounts.c.id)
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .where(transactions.c.about == names.about_tournament(plan.tournament), transactions.c.scope == SCOPE)
        .where(accounts.c.currency == plan.currency, accounts.c.name != plan.escrow)
        .group_by(accounts.c.name)
        .order_by(accounts.c.name)
    )
    return {name: int(total) for name, total in connection.execute(query) if total}


def anything_paid(connection: Connection, tournament: str) -> bool:
    """Whether anybody has a prize of this tournament, which was not taken back."""
    query = (
        select(entries.c.account_id)
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .where(transactions.c.about == names.about_tournament(tournament), transactions.c.scope == SCOPE)
        .group_by(entries.c.account_id)
        .having(func.sum(entries.c.amount) != 0)
    )
    return connection.execute(query.limit(1)).first() is not None


def _settle(ledger: Ledger, plan: Plan, actor: str, reason: str, *, taking_back: bool) -> Payout:
    alone_with(ledger.connection, plan.tournament)
    paid = paid_so_far(ledger.connection, plan)
    moves = _moves(plan, paid)
    before = _before(ledger.connection, plan)
    if not moves:
        return Payout(before[-1] if before else "", {}, replayed=bool(before))
    problems = list(_problems(ledger.connection, moves, taking_back=taking_back))
    if problems:
        raise Refused(problems)
    _open_wallets(ledger, plan)
    total = sum(moves.values())
    legs = [Leg(account, amount) for account, amount in moves.items()]
    legs += [Leg(plan.escrow, -total)] if total else []
    about = names.about_tournament(plan.tournament)
    # With the number of the payout in it, a correction there and back again is three, and each is made once.
    key = f"{plan.tournament}:{plan.digest}:{len(before) + 1}"
    done = ledger.post(legs, key, scope=SCOPE, about=about, actor=actor, reason=reason)
    return Payout(done.transaction, moves, done.replayed)


def _moves(plan: Plan, paid: Mapping[str, int]) -> dict[str, int]:
    due = plan.due
    moves = {account: due.get(account, 0) - paid.get(account, 0) for account in sorted({*due, *paid})}
    return {account: amount for account, amount in moves.items() if amount}


def _problems(connection: Connection, moves: Mapping[str, int], *, taking_back: bool) -> Sequence[Problem]:
    back = {account: -amount for account, amount in moves.items() if amount < 0}
    if back and not taking_back:
        message = f"{len(back)} were paid more than this plan says: correct it instead"
        return [Problem("prizes.paid_otherwise", message)]
    have: dict[str, Balance] = {account: balance(connection, account) for account in back}
    return [
        Problem("prizes.spent", f"{account!r} is to give back {amount} and has {have[account].available}", account)
        for account, amount in back.items()
        if have[account].available < amount
    ]


def _before(connection: Connection, plan: Plan) -> Sequence[str]:
    """The payouts of this tournament, the oldest first."""
    query = (
        select(transactions.c.id)
        .distinct()
        .add_columns(transactions.c.at)
        .join(entries, entries.c.transaction_id == transactions.c.id)
        .join(accounts, accounts.c.id == entries.c.account_id)
        .where(transactions.c.about == names.about_tournament(plan.tournament), transactions.c.scope == SCOPE)
        .where(accounts.c.currency == plan.currency)
        .order_by(transactions.c.at, transactions.c.id)
    )
    return connection.execute(query).scalars().all()


def _open_wallets(ledger: Ledger, plan: Plan) -> None:
    wanted = {part.account: part.person for part in plan.parts if part.account}
    there = set(ledger.connection.execute(select(accounts.c.name).where(accounts.c.name.in_(list(wanted)))).scalars())
    orders = [
        Order(Open(account, plan.currency, person), account, scope="accounts")
        for account, person in wanted.items()
        if account not in there
    ]
    for answer in ledger.do_many(orders) if orders else []:
        settled(answer)
