"""The ledger without a database: the same rules over one book in memory, for small embedders and for tests."""

from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import define, field

from deltacrown_economy.ledger.book import Balance, Book, Outcome, settled
from deltacrown_economy.ledger.ledger import utc_now
from deltacrown_economy.ledger.money import Currency
from deltacrown_economy.ledger.orders import Order
from deltacrown_economy.ledger.refusals import LedgerRefused
from deltacrown_economy.ledger.rules import carry_out


@define
class MemoryLedger:
    """Takes the orders that `Ledger` takes, and answers as it does. Not for several threads."""

    clock: Callable[[], datetime] = field(default=utc_now)
    book: Book = field(factory=Book)

    def declare(self, currency: Currency) -> None:
        """Make a currency known."""
        self.book.currencies.add(currency.code)

    def do(self, order: Order, *, dry_run: bool = False) -> Outcome:
        """Carry out an order. Raises LedgerRefused."""
        return settled(self.do_many([order], dry_run=dry_run)[0])

    def do_many(self, orders: Sequence[Order], *, dry_run: bool = False) -> list[Outcome | LedgerRefused]:
        """Carry out many, one after another; a refused one keeps no other from being done. With `dry_run` none is."""
        return carry_out(self.book.copy() if dry_run else self.book, orders, self.clock())

    def balance(self, account: str) -> Balance:
        """What an account has; one that nobody opened has nothing."""
        return self.book.balance(account) if account in self.book.accounts else Balance()
