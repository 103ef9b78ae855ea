"""What the ledger keeps: accounts as they stand, and what was done, which never changes.

Records are named tuples: one is made in a third of the time that a frozen class takes, and it is the row that is
written, its fields in the order of the columns.
"""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from deltacrown_economy.ledger.orders import Status


class Account(NamedTuple):
    """An account as it stands.

    balance   the sum of its entries
    held_out  what is held from it, and cannot be spent
    held_in   what is held for it
    entries   how many entries it has
    digest    of its newest entry
    changed_at  when that was; None before the first
    """

    name: str
    currency: str
    owner: str
    floor: int | None
    ceiling: int | None
    status: Status = Status.OPEN
    balance: int = 0
    held_out: int = 0
    held_in: int = 0
    entries: int = 0
    digest: str = ""
    changed_at: datetime | None = None

    @property
    def available(self) -> int:
        """What could be spent if the floor were zero."""
        return self.balance - self.held_out

    def after(self, amount: int, digest: str, at: datetime) -> "Account":
        """The account with one more entry."""
        return Account(
            self.name,
            self.currency,
            self.owner,
            self.floor,
            self.ceiling,
            self.status,
            self.balance + amount,
            self.held_out,
            self.held_in,
            self.entries + 1,
            digest,
            at,
        )


class Transaction(NamedTuple):
    """An order that was carried out.

    content   what the order said, as JSON; see `Order.content`
    amount    the largest leg; of a hold, what is held; 0 where nothing moves
    legs      how many entries it has
    reverses  the transaction that it takes back, or empty
    digest    over all of it, the reason last
    """

    id: str
    kind: str
    scope: str
    key: str
    content: str
    about: str
    actor: str
    reason: str
    at: datetime
    amount: int = 0
    legs: int = 0
    reverses: str = ""
    digest: str = ""


class Entry(NamedTuple):
    """One account's part of a transaction.

    seq      1, 2, 3 … for every account, without gaps
    balance  of the account, after it
    digest   over the account's entry before, its transaction, which holds its time, and the rest of it, the account
             last: whoever changes one must change all after it
    """

    account: str
    seq: int
    transaction: str
    amount: int
    balance: int
    at: datetime
    digest: str = ""


class HoldState(StrEnum):
    """What became of a hold."""

    OPEN = "open"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


class Held(NamedTuple):
    """An amount that is set aside. `id` is that of the transaction that did it."""

    id: str
    source: str
    target: str
    amount: int
    expires_at: datetime | None
    state: HoldState = HoldState.OPEN


def transaction_digest(said: tuple[str, ...], at: datetime, moved: tuple[int, int, str], reason: str) -> str:
    """Over lines. Only the last of them may hold line breaks: so no two texts are alike."""
    lines = "\n".join(said)
    amount, legs, reverses = moved
    return _digest(f"{lines}\n{_text(at)}\n{amount}\n{legs}\n{reverses}\n{reason}")


def entry_digest(before: str, transaction: str, seq: int, amount: int, balance: int, account: str) -> str:  # noqa: PLR0913, PLR0917 - what an entry says
    """Over the digest of the account's entry before, that of the transaction, and what the entry itself says."""
    return _digest(f"{before}\n{transaction}\n{seq}\n{amount}\n{balance}\n{account}")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


# All transactions that are written together are of one moment.
_text = lru_cache(16)(str)
