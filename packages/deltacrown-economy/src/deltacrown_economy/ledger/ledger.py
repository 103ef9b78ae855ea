"""The ledger in a database: accounts, and orders that move what is in them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from attrs import field, frozen
from sqlalchemy import Connection, select, text

from deltacrown_economy.ledger import tables
from deltacrown_economy.ledger.book import Outcome, settled
from deltacrown_economy.ledger.money import Currency, checked_amount
from deltacrown_economy.ledger.orders import (
    Action,
    Capture,
    Expire,
    Hold,
    Leg,
    Open,
    Order,
    Post,
    Release,
    Reverse,
)
from deltacrown_economy.ledger.refusals import CurrencyMixed, LedgerRefused
from deltacrown_economy.ledger.rules import carry_out
from deltacrown_economy.ledger.storing import door_of, load, save, transactions_of

_TRIES = 20
_DECLARE = text(
    "INSERT INTO ledger_currencies (code, exponent, kind) VALUES (:code, :exponent, :kind) ON CONFLICT DO NOTHING"
)


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


@frozen
class Ledger:
    """Double entry in the caller's own transaction.

        with engine.begin() as connection:
            ledger = Ledger(connection)
            ledger.declare(Currency("DC"))
            ledger.open("bank", "DC", floor=None)
            ledger.open("user:42", "DC")
            ledger.transfer("bank", "user:42", 500, key="welcome-42", reason="welcome")
            ledger.balance("user:42").available  # 500

    Whatever is refused raises a `LedgerRefused` and changes nothing; the transaction goes on as if it had not been
    asked. What is done is there once the caller commits, together with whatever else the caller wrote, or not at all.

    Every order has a key. Given again with the same content it does nothing, and answers with `replayed`; with other
    content it raises IdempotencyConflict. Accounts are locked in the order of their numbers, so that orders wait
    for one another and never for ever.

    connection  a connection, in a transaction; on SQLite one that began with BEGIN IMMEDIATE (see `sqlite_engine`)
    clock       what time it is
    """

    connection: Connection
    clock: Callable[[], datetime] = field(default=utc_now)

    def declare(self, currency: Currency) -> None:
        """Make a currency known. Raises CurrencyMixed where it is known as something else."""
        row = {"code": currency.code, "exponent": currency.exponent, "kind": str(currency.kind)}
        # Two may do so at the same time.
        self.connection.execute(_DECLARE, row)
        known = select(tables.currencies).where(tables.currencies.c.code == currency.code)
        found = self.connection.execute(known).mappings().one()
        if dict(found) != row:
            message = f"the currency {currency.code!r} is known, with {found['exponent']} digits, as {found['kind']}"
            raise CurrencyMixed(message, "currency")

    def open(
        self, account: str, currency: str, *, owner: str = "", floor: int | None = 0, ceiling: int | None = None
    ) -> Outcome:
        """Open an account; one that is open on these terms is left as it is."""
        return self.do(Order(Open(account, currency, owner, floor, ceiling), account, scope="accounts"))

    def transfer(self, source: str, target: str, amount: int, key: str, **said: str) -> Outcome:
        """Move an amount from one account to another. `said` is what an `Order` says beside its action."""
        checked_amount(amount)  # below zero it would move the other way
        return self.post([Leg(source, -amount), Leg(target, amount)], key, **said)

    def post(self, legs: Sequence[Leg], key: str, **said: str) -> Outcome:
        """Move money between many accounts at once."""
        return self.do(Order(Post(tuple(legs)), key, **said))

    def hold(
        self, source: str, target: str, amount: int, key: str, *, lasts_s: int | None = None, **said: str
    ) -> Outcome:
        """Set an amount aside. The outcome's `transaction` is the id of the hold."""
        return self.do(Order(Hold(source, target, amount, lasts_s), key, **said))

    def capture(self, hold: str, key: str, amount: int | None = None, **said: str) -> Outcome:
        """Move what is held, or a part of it; the rest is free again."""
        return self.do(Order(Capture(hold, amount), key, **said))

    def release(self, hold: str, key: str, **said: str) -> Outcome:
        """Free what is held."""
        return self.do(Order(Release(hold), key, **said))

    def reverse(self, transaction: str, key: str, amount: int | None = None, **said: str) -> Outcome:
        """Take back what a transaction moved, or a part of it."""
        return self.do(Order(Reverse(transaction, amount), key, **said))

    def do(self, order: Order, *, dry_run: bool = False) -> Outcome:
        """Carry out an order. Raises LedgerRefused."""
        return settled(self.do_many([order], dry_run=dry_run)[0])

    def do_many(self, orders: Sequence[Order], *, dry_run: bool = False) -> list[Outcome | LedgerRefused]:
        """Carry out many, as if one after another, in few statements; a refused one keeps no other from being done.

        With `dry_run` nothing is done. What is answered is what would be, and stays true until the transaction ends:
        the accounts are locked all the same.
        """
        door = door_of(self.connection)
        # Most orders are new, and the database finds it out where one is not: only then, or where one is refused,
        # is it worth a statement to look. An account is mostly opened where it may be there already.
        looks = dry_run or any(isinstance(order.action, Open) for order in orders)
        for _ in range(_TRIES):
            book, ids = load(door, orders, looks=looks)
            answers = carry_out(book, orders, self.clock())
            if not looks and any(isinstance(answer, LedgerRefused) for answer in answers):
                looks = bool(transactions_of(door, [order.id for order in orders]))
                if looks:
                    continue
            if dry_run or save(door, book, ids):
                return answers
            looks = True
        message = "others used the same keys, or opened the same accounts, again and again, and none of it is there"
        raise AssertionError(message)

    def expire(self, limit: int = 500) -> int:
        """Free what was held for so long and no longer; answers how many holds that were."""
        now = self.clock()
        due = select(tables.holds.c.id).where(tables.holds.c.state == "open", tables.holds.c.expires_at <= now)
        found = self.connection.execute(due.order_by(tables.holds.c.expires_at).limit(limit)).scalars().all()
        answers = self.do_many([Order(action, hold, scope="expiry") for hold, action in _expiries(found)])
        return sum(isinstance(answer, Outcome) and not answer.replayed for answer in answers)


def _expiries(holds: Sequence[str]) -> list[tuple[str, Action]]:
    return [(hold, Expire(hold)) for hold in holds]
