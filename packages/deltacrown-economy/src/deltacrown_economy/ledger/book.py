"""The part of a ledger that orders are about to change: loaded, changed by the rules, and written back at once."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime

import attrs
from attrs import define, field, frozen

from deltacrown_economy.ledger.orders import Order
from deltacrown_economy.ledger.records import Account, Entry, Held, Transaction, entry_digest, transaction_digest
from deltacrown_economy.ledger.refusals import AccountUnknown, LedgerRefused


@frozen
class Balance:
    """What an account has.

    posted     the sum of its entries
    held_out   what is held from it
    held_in    what is held for it, and is not its own yet
    available  what could be spent, were the floor zero
    entries    how many entries that is the sum of
    """

    posted: int = 0
    held_out: int = 0
    held_in: int = 0
    entries: int = 0

    @property
    def available(self) -> int:
        """`posted` without what is held from it."""
        return self.posted - self.held_out


@frozen
class Outcome:
    """What an order did.

    transaction  its id; of a hold it is the hold's too
    balances     of every account that it concerned, as they were right after it, by name
    replayed     whether it was done before, and not again: then `balances` are those of now
    """

    transaction: str
    balances: dict[str, Balance]
    replayed: bool = False


@define
class Book:
    """Accounts, and whatever else orders name, as they stand; and what was written.

    known      transactions that were there already, by id
    reversed   how much of a transaction has been reversed, by id
    entries    of those transactions that may be reversed, by transaction
    """

    currencies: set[str] = field(factory=set)
    accounts: dict[str, Account] = field(factory=dict)
    holds: dict[str, Held] = field(factory=dict)
    known: dict[str, Transaction] = field(factory=dict)
    reversed: dict[str, int] = field(factory=dict)
    entries: dict[str, tuple[tuple[str, int], ...]] = field(factory=dict)
    new_transactions: list[Transaction] = field(factory=list)
    new_entries: list[Entry] = field(factory=list)
    changed_accounts: set[str] = field(factory=set)
    changed_holds: set[str] = field(factory=set)

    def copy(self) -> "Book":
        """A book that may be changed without changing this one."""
        return attrs.evolve(self, **{one.name: copy(getattr(self, one.name)) for one in attrs.fields(Book)})

    def account(self, name: str, where: str = "account") -> Account:
        """The account of that name. Raises AccountUnknown."""
        try:
            return self.accounts[name]
        except KeyError:
            message = f"there is no account {name!r}"
            raise AccountUnknown(message, where) from None

    def record(self, order: Order, at: datetime, amount: int = 0, legs: int = 0, reverses: str = "") -> Transaction:
        """Write down that the order is carried out."""
        said = (order.id, order.kind, order.scope, order.key, order.content, order.about, order.actor)
        digest = transaction_digest(said, at, (amount, legs, reverses), order.reason)
        transaction = Transaction(*said, order.reason, at, amount, legs, reverses, digest)
        self.known[transaction.id] = transaction
        self.new_transactions.append(transaction)
        return transaction

    def move(self, transaction: Transaction, legs: Sequence[tuple[str, int]]) -> None:
        """Write an entry for every leg, which the rules allow."""
        for name, amount in legs:
            account = self.accounts[name]
            seq, balance = account.entries + 1, account.balance + amount
            said = entry_digest(account.digest, transaction.digest, seq, amount, balance, name)
            self.new_entries.append(Entry(name, seq, transaction.id, amount, balance, transaction.at, said))
            self.put(account.after(amount, said, transaction.at))
        self.entries[transaction.id] = tuple(legs)

    def put(self, account: Account) -> None:
        """The account as it stands now."""
        self.accounts[account.name] = account
        self.changed_accounts.add(account.name)

    def put_hold(self, hold: Held) -> None:
        """The hold as it stands now."""
        self.holds[hold.id] = hold
        self.changed_holds.add(hold.id)

    def balance(self, name: str) -> Balance:
        """What the account has."""
        account = self.accounts[name]
        return Balance(account.balance, account.held_out, account.held_in, account.entries)


def settled(answer: Outcome | LedgerRefused) -> Outcome:
    """The outcome. Raises where there is none."""
    if isinstance(answer, LedgerRefused):
        raise answer
    return answer
