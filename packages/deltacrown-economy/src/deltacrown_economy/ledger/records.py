"""What the ledger keeps: accounts as they stand, and what was done, which never changes."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from attrs import frozen

from deltacrown_economy.ledger.orders import Status


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

    def after(self, amount: int, digest: str, at: datetime) -> "Account":
        """The account with one more entry. `evolve` would cost four times as much, once for every entry there is."""
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


@frozen
class Transaction:
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


@frozen
class Entry:
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


@frozen
class Held:
    """An amount that is set aside. `id` is that of the transaction that did it."""

    id: str
    source: str
    target: str
    amount: int
    expires_at: datetime | None
    state: HoldState = HoldState.OPEN


def digest(*said: object) -> str:
    """SHA-256 over lines. Only the last of them, such as a reason, may hold line breaks: so no two texts are alike."""
    return sha256("\n".join(map(str, said)).encode()).hexdigest()
