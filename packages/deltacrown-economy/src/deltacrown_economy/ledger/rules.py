"""The rules: what an order does to a book, or why it does nothing. No database, no clock.

Everything is looked at before anything is written, so a refusal leaves the book as it was.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from deltacrown_economy.ledger.book import Book, Outcome
from deltacrown_economy.ledger.checks import (
    check_after,
    check_legs,
    check_limits,
    check_may_come,
    check_may_leave,
    check_room,
)
from deltacrown_economy.ledger.money import checked_amount
from deltacrown_economy.ledger.orders import (
    Capture,
    Expire,
    Hold,
    Open,
    Order,
    Post,
    Release,
    Reverse,
    SetLimits,
    SetStatus,
    Status,
)
from deltacrown_economy.ledger.records import Account, Held, HoldState, Transaction
from deltacrown_economy.ledger.refusals import (
    AccountExists,
    AccountInUse,
    AmountInvalid,
    CurrencyMixed,
    HoldEnded,
    HoldNotDue,
    HoldUnknown,
    IdempotencyConflict,
    LedgerRefused,
    NotReversible,
    OverCapture,
    OverReversal,
    TransactionUnknown,
    Unbalanced,
)

_LONGEST_S = 100 * 365 * 24 * 60 * 60


def carry_out(book: Book, orders: Sequence[Order], now: datetime) -> list[Outcome | LedgerRefused]:
    """Do them one after another; a refused one does nothing and keeps no other from being done."""
    now = now.astimezone(UTC)
    answers: list[Outcome | LedgerRefused] = []
    for order in orders:
        try:
            answers.append(_carry_out(book, order, now))
        except LedgerRefused as refused:
            answers.append(refused)
    return answers


def _carry_out(book: Book, order: Order, now: datetime) -> Outcome:
    before = book.known.get(order.id)
    if before is None:
        concerned = _DO[type(order.action)](book, order, order.action, now)
        return Outcome(order.id, {name: book.balance(name) for name in concerned})
    if before.content != order.content:
        raise _conflict(before, order)
    names = accounts_of(order, book.holds, book.entries)
    return Outcome(order.id, {name: book.balance(name) for name in names}, replayed=True)


def accounts_of(
    order: Order, holds: dict[str, Held], entries: dict[str, tuple[tuple[str, int], ...]]
) -> tuple[str, ...]:
    """The accounts that an order concerns; `holds` and `entries` say so where it names no account."""
    match order.action:
        case Open(account=account) | SetLimits(account=account) | SetStatus(account=account):
            return (account,)
        case Post(legs=legs):
            return tuple(leg.account for leg in legs)
        case Hold(source=source, target=target):
            return source, target
        case Capture(hold=hold) | Release(hold=hold) | Expire(hold=hold):
            return (holds[hold].source, holds[hold].target) if hold in holds else ()
        case Reverse(transaction=transaction):
            return tuple(name for name, _ in entries.get(transaction, ()))


def _conflict(before: Transaction, order: Order) -> IdempotencyConflict:
    differ = ["kind"]
    if before.kind == order.kind:
        was, now = (_fields(json.loads(content), order.kind) for content in (before.content, order.content))
        differ = sorted(name for name in was if was[name] != now[name])
    message = f"the key {order.key!r} was used before, with another {' and '.join(differ)}"
    return IdempotencyConflict(message, "key")


def _fields(content: dict[str, Any], kind: str) -> dict[str, Any]:
    return {**content.pop(kind), **content}


def _open(book: Book, order: Order, action: Open, now: datetime) -> tuple[str, ...]:
    if action.currency not in book.currencies:
        message = f"the currency {action.currency!r} was never declared"
        raise CurrencyMixed(message, "currency")
    check_limits(action.floor, action.ceiling)
    if action.account in book.accounts:
        message = f"there is an account {action.account!r} already"
        raise AccountExists(message, "account")
    book.record(order, now)
    book.put(Account(action.account, action.currency, action.owner, action.floor, action.ceiling))
    return (action.account,)


def _set_limits(book: Book, order: Order, action: SetLimits, now: datetime) -> tuple[str, ...]:
    account = book.account(action.account)
    check_limits(action.floor, action.ceiling)
    changed = account._replace(floor=action.floor, ceiling=action.ceiling)
    check_room(changed)
    book.record(order, now)
    book.put(changed)
    return (account.name,)


def _set_status(book: Book, order: Order, action: SetStatus, now: datetime) -> tuple[str, ...]:
    account = book.account(action.account)
    if action.status is Status.CLOSED and (account.balance or account.held_out or account.held_in):
        message = (
            f"{account.name!r} has {account.balance}, {account.held_out} held from it and {account.held_in} for it"
        )
        raise AccountInUse(message, "account")
    book.record(order, now)
    book.put(account._replace(status=action.status))
    return (account.name,)


def _post(book: Book, order: Order, action: Post, now: datetime) -> tuple[str, ...]:
    legs = [(leg.account, leg.amount) for leg in action.legs]
    check_legs(book, action.legs)
    check_after(book, legs)
    transaction = book.record(order, _after(book, legs, now), amount=_largest(legs), legs=len(legs))
    book.move(transaction, legs)
    return tuple(name for name, _ in legs)


def _hold(book: Book, order: Order, action: Hold, now: datetime) -> tuple[str, ...]:
    amount = checked_amount(action.amount)
    source, target = book.account(action.source, "source"), book.account(action.target, "target")
    if source.name == target.name:
        message = "an amount is held for another account than it is held from"
        raise Unbalanced(message, "target")
    if source.currency != target.currency:
        message = f"{source.name!r} has {source.currency}, and {target.name!r} has {target.currency}"
        raise CurrencyMixed(message, "target")
    if action.lasts_s is not None and not (type(action.lasts_s) is int and 0 <= action.lasts_s <= _LONGEST_S):
        message = f"a hold lasts a whole number of seconds, between none and {_LONGEST_S}, and not {action.lasts_s!r}"
        raise AmountInvalid(message, "lasts_s")
    check_may_leave(source, "source")
    check_may_come(target, "target")
    held_from = source._replace(held_out=source.held_out + amount)
    held_for = target._replace(held_in=target.held_in + amount)
    check_room(held_from)
    check_room(held_for)
    book.record(order, now, amount=amount)
    book.put(held_from)
    book.put(held_for)
    ends = now + timedelta(seconds=action.lasts_s) if action.lasts_s is not None else None
    book.put_hold(Held(order.id, source.name, target.name, amount, ends))
    return source.name, target.name


def _capture(book: Book, order: Order, action: Capture, now: datetime) -> tuple[str, ...]:
    hold = _open_hold(book, action.hold)
    amount = hold.amount if action.amount is None else checked_amount(action.amount)
    if amount > hold.amount:
        message = f"{hold.amount} is held, and {amount} is more"
        raise OverCapture(message, "amount")
    check_may_leave(book.accounts[hold.source], "hold")
    check_may_come(book.accounts[hold.target], "hold")
    legs = [(hold.source, -amount), (hold.target, amount)]
    transaction = book.record(order, _after(book, legs, now), amount=amount, legs=2)
    _end(book, hold, HoldState.CAPTURED)
    book.move(transaction, legs)
    return hold.source, hold.target


def _release(book: Book, order: Order, action: Release, now: datetime) -> tuple[str, ...]:
    hold = _open_hold(book, action.hold)
    book.record(order, now, amount=hold.amount)
    _end(book, hold, HoldState.RELEASED)
    return hold.source, hold.target


def _expire(book: Book, order: Order, action: Expire, now: datetime) -> tuple[str, ...]:
    hold = _open_hold(book, action.hold)
    if hold.expires_at is None or now < hold.expires_at:
        until = f"until {hold.expires_at.isoformat()}" if hold.expires_at else "for ever"
        message = f"it holds {until}"
        raise HoldNotDue(message, "hold")
    book.record(order, now, amount=hold.amount)
    _end(book, hold, HoldState.EXPIRED)
    return hold.source, hold.target


def _reverse(book: Book, order: Order, action: Reverse, now: datetime) -> tuple[str, ...]:
    before = book.known.get(action.transaction)
    if before is None:
        message = f"there is no transaction {action.transaction!r}"
        raise TransactionUnknown(message, "transaction")
    if before.reverses or not before.legs:
        message = (
            "a reversal is not reversed" if before.reverses else f"a transaction of kind {before.kind} moved nothing"
        )
        raise NotReversible(message, "transaction")
    left = before.amount - book.reversed.get(before.id, 0)
    amount = left if action.amount is None else checked_amount(action.amount)
    if amount > left or not left:
        message = f"{left} of the transaction is left to be reversed"
        raise OverReversal(message, "amount")
    if amount < before.amount and before.legs > 2:  # noqa: PLR2004 - of two legs a part of each is plain
        message = f"a transaction with {before.legs} legs is reversed as a whole"
        raise NotReversible(message, "amount")
    legs = [
        (name, -moved if amount == before.amount else _part(-moved, amount)) for name, moved in book.entries[before.id]
    ]
    check_after(book, legs)
    at = _after(book, legs, now)
    transaction = book.record(order, at, amount=amount, legs=len(legs), reverses=before.id)
    book.reversed[before.id] = book.reversed.get(before.id, 0) + amount
    book.move(transaction, legs)
    return tuple(name for name, _ in legs)


def _part(moved: int, amount: int) -> int:
    return amount if moved > 0 else -amount


def _open_hold(book: Book, hold: str) -> Held:
    found = book.holds.get(hold)
    if found is None:
        message = f"there is no hold {hold!r}"
        raise HoldUnknown(message, "hold")
    if found.state is not HoldState.OPEN:
        message = f"the hold has ended: it was {found.state}"
        raise HoldEnded(message, "hold")
    return found


def _end(book: Book, hold: Held, state: HoldState) -> None:
    source, target = book.accounts[hold.source], book.accounts[hold.target]
    book.put(source._replace(held_out=source.held_out - hold.amount))
    book.put(target._replace(held_in=target.held_in - hold.amount))
    book.put_hold(hold._replace(state=state))


def _after(book: Book, legs: Iterable[tuple[str, int]], now: datetime) -> datetime:
    """Now; or, where a clock went back, the newest entry of these accounts: their entries are in the order of time."""
    for name, _ in legs:
        changed = book.accounts[name].changed_at
        if changed is not None and changed > now:
            now = changed
    return now


def _largest(legs: Iterable[tuple[str, int]]) -> int:
    return max(abs(amount) for _, amount in legs)


_DO: dict[type, Callable[[Book, Order, Any, datetime], tuple[str, ...]]] = {
    Open: _open,
    SetLimits: _set_limits,
    SetStatus: _set_status,
    Post: _post,
    Hold: _hold,
    Capture: _capture,
    Release: _release,
    Expire: _expire,
    Reverse: _reverse,
}
