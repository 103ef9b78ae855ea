"""What must be true before an order is carried out, each raising its own refusal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import evolve

from deltacrown_economy.ledger.book import Book
from deltacrown_economy.ledger.money import LARGEST, checked_amount
from deltacrown_economy.ledger.orders import Leg, Status
from deltacrown_economy.ledger.records import Account
from deltacrown_economy.ledger.refusals import (
    AccountClosed,
    AccountFrozen,
    AmountInvalid,
    CeilingReached,
    InsufficientFunds,
    Unbalanced,
)


def check_legs(book: Book, legs: Sequence[Leg]) -> None:
    """Whether these are legs of one transaction, of accounts that are there."""
    sums: Counter[str] = Counter()
    for number, leg in enumerate(legs):
        where = f"legs.{number}"
        if not isinstance(leg.amount, int) or isinstance(leg.amount, bool):
            message = f"an amount is a whole number of minor units, not {leg.amount!r}"
            raise AmountInvalid(message, f"{where}.amount")
        checked_amount(abs(leg.amount), f"{where}.amount")
        sums[book.account(leg.account, f"{where}.account").currency] += leg.amount
    wrong = {currency: total for currency, total in sums.items() if total}
    if wrong or not legs:
        said = ", ".join(f"{total} {currency}" for currency, total in sorted(wrong.items())) or "there are none"
        message = f"the legs of a transaction sum to zero in every currency: {said}"
        raise Unbalanced(message, "legs")
    if len({leg.account for leg in legs}) < len(legs):
        message = "an account has one leg in a transaction"
        raise Unbalanced(message, "legs")


def check_after(book: Book, legs: Iterable[tuple[str, int]]) -> None:
    """Whether every account may have its leg."""
    for number, (name, amount) in enumerate(legs):
        account, where = book.accounts[name], f"legs.{number}"
        (check_may_leave if amount < 0 else check_may_come)(account, where)
        check_room(evolve(account, balance=account.balance + amount), where)


def check_may_leave(account: Account, where: str) -> None:
    """Whether money may leave the account."""
    if account.status is Status.FROZEN:
        message = f"{account.name!r} is frozen"
        raise AccountFrozen(message, where)
    check_may_come(account, where)


def check_may_come(account: Account, where: str) -> None:
    """Whether money may come in."""
    if account.status is Status.CLOSED:
        message = f"{account.name!r} is closed"
        raise AccountClosed(message, where)


def check_room(account: Account, where: str = "account") -> None:
    """Whether the account may stand like this."""
    if abs(account.balance) > LARGEST:
        message = f"no balance is further from zero than {LARGEST}"
        raise AmountInvalid(message, where)
    if account.floor is not None and account.available < account.floor:
        least = f"may not fall below {account.floor}" if account.floor else "has not so much"
        message = f"{account.name!r} {least}: it would be {account.available}"
        raise InsufficientFunds(message, where)
    most = account.balance + account.held_in
    if account.ceiling is not None and most > account.ceiling:
        message = f"{account.name!r} may not rise above {account.ceiling}: it would be {most}"
        raise CeilingReached(message, where)


def check_limits(floor: int | None, ceiling: int | None) -> None:
    """Whether a floor and a ceiling can be these."""
    for name, limit in (("floor", floor), ("ceiling", ceiling)):
        if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or abs(limit) > LARGEST):
            message = (
                f"a limit is a whole number of minor units, and no further from zero than {LARGEST}: not {limit!r}"
            )
            raise AmountInvalid(message, name)
    if ceiling is not None and (ceiling < 0 or (floor is not None and ceiling < floor)):
        message = "a ceiling is neither below zero nor below the floor"
        raise AmountInvalid(message, "ceiling")
