"""What the ledger keeps: accounts as they stand, and what was done, which never changes."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from attrs import frozen

from deltacrown_economy.ledger.orders import Status, canonical


@frozen
class Account:
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


@frozen
class Transaction:
    """An order that was carried out.

    content   what the order said, as JSON; see `Order.content`
    amount    the largest leg; of a hold, what is held; 0 where nothing moves
    legs      how many entries it has
    reverses  the transaction that it takes back, or empty
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

    @property
    def digest(self) -> str:
        """SHA-256 over all of it."""
        said = [self.id, self.kind, self.scope, self.key, self.content, self.about, self.actor, self.reason]
        return _digest([*said, self.at.isoformat(), self.amount, self.legs, self.reverses])


@frozen
class Entry:
    """One account's part of a transaction.

    seq      1, 2, 3 … for every account, without gaps
    balance  of the account, after it
    digest   over it, its transaction and the account's entry before: whoever changes one must change all after it
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


@frozen
class Held:
    """An amount that is set aside. `id` is that of the transaction that did it."""

    id: str
    source: str
    target: str
    amount: int
    expires_at: datetime | None
    state: HoldState = HoldState.OPEN


def entry_digest(entry: Entry, transaction: str, previous: str) -> str:
    """The digest of an entry, from those of its transaction and of the entry before."""
    said = [entry.account, entry.seq, entry.amount, entry.balance, entry.at.isoformat()]
    return _digest([previous, transaction, *said])


def _digest(data: object) -> str:
    return sha256(canonical(data).encode()).hexdigest()
