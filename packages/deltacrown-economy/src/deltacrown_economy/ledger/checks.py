"""What must be true before an order is carried out, each raising its own refusal."""

from collections.abc import Iterable, Sequence

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

# In Python 3.11 to look up a member takes as long as all the rest of a check.
_OPEN = Status.OPEN


def check_legs(book: Book, legs: Sequence[Leg]) -> None:
    """Whether these are legs of one transaction, of accounts that are there."""
    sums: dict[str, int] = {}
    for number, leg in enumerate(legs):
        amount = leg.amount
        if type(amount) is not int or not 0 < abs(amount) <= LARGEST:
            _refuse_amount(amount, f"legs.{number}.amount")
        account = book.accounts.get(leg.account) or book.account(leg.account, f"legs.{number}.account")
        sums[account.currency] = sums.get(account.currency, 0) + amount
    wrong = {currency: total for currency, total in sums.items() if total}
    if wrong or not legs:
        said = ", ".join(f"{total} {currency}" for currency, total in sorted(wrong.items())) or "there are none"
        message = f"the legs of a transaction sum to zero in every currency: {said}"
        raise Unbalanced(message, "legs")
    if len({leg.account for leg in legs}) < len(legs):
        message = "an account has one leg in a transaction"
        raise Unbalanced(message, "legs")


def _refuse_amount(amount: object, where: str) -> None:
    checked_amount(abs(amount) if type(amount) is int else amount, where)


def check_after(book: Book, legs: Iterable[tuple[str, int]]) -> None:
    """Whether every account may have its leg."""
    for number, (name, amount) in enumerate(legs):
        account = book.accounts[name]
        if account.status is not _OPEN:
            (check_may_leave if amount < 0 else check_may_come)(account, number)
        check_room(account, number, amount)


def check_may_leave(account: Account, where: str | int) -> None:
    """Whether money may leave the account. `where` is a field, or the number of a leg."""
    if account.status is Status.FROZEN:
        message = f"{account.name!r} is frozen"
        raise AccountFrozen(message, _field(where))
    check_may_come(account, where)


def check_may_come(account: Account, where: str | int) -> None:
    """Whether money may come in."""
    if account.status is Status.CLOSED:
        message = f"{account.name!r} is closed"
        raise AccountClosed(message, _field(where))


def check_room(account: Account, where: str | int = "account", amount: int = 0) -> None:
    """Whether the account may stand like this, once so much more has come in."""
    balance = account.balance + amount
    if abs(balance) > LARGEST:
        message = f"no balance is further from zero than {LARGEST}"
        raise AmountInvalid(message, _field(where))
    available = balance - account.held_out
    if account.floor is not None and available < account.floor:
        least = f"may not fall below {account.floor}" if account.floor else "has not so much"
        message = f"{account.name!r} {least}: it would be {available}"
        raise InsufficientFunds(message, _field(where))
    most = balance + account.held_in
    if account.ceiling is not None and most > account.ceiling:
        message = f"{account.name!r} may not rise above {account.ceiling}: it would be {most}"
        raise CeilingReached(message, _field(where))


def _field(where: str | int) -> str:
    # A leg's field is put into words only where it is wrong.
    return where if isinstance(where, str) else f"legs.{where}"


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
