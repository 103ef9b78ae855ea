"""Everything that money does, each a step that may be taken again and again; and what must be true afterwards."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import TypeAlias

from attrs import frozen
from deltacrown_economy import names
from deltacrown_economy.administration import AdjustmentState, adjustments, approve, ask, freeze, unfreeze
from deltacrown_economy.fees import Fee, capture, fees_of, pay, withdraw
from deltacrown_economy.ledger import (
    Capture,
    Currency,
    Expire,
    Ledger,
    Order,
    Release,
    Reverse,
    balance,
    transaction_id,
    verify,
)
from deltacrown_economy.ledger.tables import accounts, transactions
from deltacrown_economy.opening import open_wallet, open_world
from deltacrown_economy.prizes import Part, Plan, correct, deposit, preview
from deltacrown_economy.prizes import pay as pay_prizes
from deltacrown_economy.promotions import (
    Promotion,
    PromotionKind,
    create,
    expire_bonuses,
    fund,
    grant,
    uses_of,
)
from deltacrown_economy.providers import Confirmed, Refunded, Started, begin, begin_refund, note_start, take_news
from deltacrown_economy.providers.desk import PaymentState, payments_of
from deltacrown_economy.shop import Product, Wish, buy, give_back, purchases_of, put, restock
from deltacrown_economy.tables import redemptions
from sqlalchemy import Connection, func, select

from tests.economy.money.conftest import NOON

DC = "DC"
FEE = 40
PRICE = 25
POOL = 300
MOST_EACH = 4
BUDGET = 60
USES = 3
USES_EACH = 2
ADJUSTMENTS = "administration/adjustment"
LATER = NOON + timedelta(hours=2)


@frozen
class Step:
    """Who does what. `number` makes its key: with the same one it is the same again, or something else by that key."""

    kind: str
    who: int
    number: int
    amount: int


Do: TypeAlias = Callable[[Ledger, "Life", Step], object]


@frozen
class Life:
    """A few people, a tournament, a product, codes. `name` keeps them apart from those of others."""

    name: str

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(f"{self.name}{who}" for who in ("ann", "bob", "cid"))

    @property
    def cup(self) -> str:
        return f"{self.name}cup"

    @property
    def sku(self) -> str:
        return f"{self.name}shirt"

    @property
    def half(self) -> str:
        return f"{self.name}HALF"

    @property
    def hello(self) -> str:
        return f"{self.name}HELLO"

    @property
    def till(self) -> str:
        return f"{self.name}till"

    def wallet(self, who: int) -> str:
        return names.wallet(self.people[who], DC)

    def begin(self, ledger: Ledger) -> None:
        """Everybody has something, and everything is for sale."""
        ledger.declare(Currency(DC))
        world = open_world(ledger, DC)
        for person in self.people:
            ledger.transfer(world, open_wallet(ledger, person, DC), 200, f"welcome {person}")
        ledger.open(self.till, DC)
        put(ledger, Product(self.sku, "Shirt", DC, PRICE, limit_each=MOST_EACH))
        restock(ledger, self.sku, 6, f"{self.name} first")
        create(ledger, Promotion(self.half, PromotionKind.PERCENT, 50, DC, uses=USES, uses_each=USES_EACH))
        create(ledger, Promotion(self.hello, PromotionKind.BONUS, 30, DC, uses_each=USES_EACH, lasts_s=3600))
        for code in (self.half, self.hello):
            fund(ledger, code, world, BUDGET, f"fund {code}")
        deposit(ledger, self.cup, world, POOL, f"{self.cup} pot")

    def do(self, ledger: Ledger, step: Step) -> object:
        return DO[step.kind](ledger, self, step)

    def plan(self, step: Step) -> Plan:
        shares = (step.amount, POOL // 2 - step.amount, POOL // 2)
        turned = [self.people[(step.number + place) % 3] for place in range(3)]
        parts = (
            Part(who, who, names.wallet(who, DC), share, place)
            for place, (who, share) in enumerate(zip(turned, shares, strict=True), 1)
        )
        return Plan(self.cup, DC, POOL, tuple(parts))


def _key(life: Life, step: Step, what: str) -> str:
    return f"{life.name} {what} {step.number}"


def _payment(life: Life, step: Step) -> str:
    return transaction_id(f"{life.people[step.who]}:{step.number}", f"providers/{life.name}")


def _transfer(ledger: Ledger, life: Life, step: Step) -> object:
    return ledger.transfer(life.wallet(step.who), life.wallet((step.who + 1) % 3), step.amount, _key(life, step, "t"))


def _hold(ledger: Ledger, life: Life, step: Step) -> object:
    return ledger.hold(life.wallet(step.who), life.till, step.amount, _key(life, step, "h"), lasts_s=step.who * 3600)


def _end(ledger: Ledger, life: Life, step: Step) -> object:
    hold = transaction_id(_key(life, step, "h"))
    ways = (Capture(hold, step.amount), Release(hold), Expire(hold))
    return ledger.do(Order(ways[step.who], f"{_key(life, step, 'e')} {step.who}"))


def _reverse(ledger: Ledger, life: Life, step: Step) -> object:
    back = Reverse(transaction_id(_key(life, step, "t")), step.amount if step.who else None)
    return ledger.do(Order(back, f"{_key(life, step, 'r')} {step.who}"))


def _pay_fee(ledger: Ledger, life: Life, step: Step) -> object:
    person = life.people[step.who]
    code = life.half if step.number == 1 else ""
    return pay(ledger, Fee(life.cup, person, person, DC, FEE), NOON, code=code)


def _adjustment(life: Life, step: Step) -> str:
    return sha256(f"olga:{_key(life, step, 'a')}".encode()).hexdigest()[:32]


def _ask(ledger: Ledger, life: Life, step: Step) -> object:
    wallet, world = life.wallet(step.who), open_world(ledger, DC)
    return ask(ledger.connection, _key(life, step, "a"), wallet, world, step.amount, "why", "olga", NOON)


def _buy(ledger: Ledger, life: Life, step: Step) -> object:
    pieces = 1 + step.amount % 2
    wish = Wish(life.sku, life.people[step.who], pieces, PRICE * pieces, life.half if step.number == 2 else "")
    return buy(ledger, wish, str(step.number), NOON)


def _take_back(ledger: Ledger, life: Life, step: Step) -> object:
    return give_back(ledger, transaction_id(f"{life.people[step.who]}:{step.number}", "shop"), NOON)


def _begin_payment(ledger: Ledger, life: Life, step: Step) -> object:
    begun = begin(ledger.connection, life.name, life.people[step.who], DC, 50, str(step.number), NOON)
    return note_start(ledger.connection, begun.id, Started(f"ref {begun.id}"), NOON)


def _pay_prizes(ledger: Ledger, life: Life, step: Step) -> object:
    return (correct if step.who else pay_prizes)(ledger, life.plan(step))


DO: dict[str, Do] = {
    "transfer": _transfer,
    "hold": _hold,
    "end a hold": _end,
    "reverse": _reverse,
    "pay a fee": _pay_fee,
    "leave": lambda ledger, life, step: withdraw(ledger, life.cup, life.people[step.who], NOON),
    "capture fees": lambda ledger, life, _: capture(ledger, life.cup),
    "pay prizes": _pay_prizes,
    "buy": _buy,
    "take back": _take_back,
    "restock": lambda ledger, life, step: restock(ledger, life.sku, step.who - 3, _key(life, step, "s")),
    "credit": lambda ledger, life, step: grant(ledger, life.hello, life.people[step.who], str(step.number), NOON),
    "end credit": lambda ledger, _, step: expire_bonuses(ledger, LATER if step.number == 0 else NOON),
    "start a payment": _begin_payment,
    "hear that it is there": lambda ledger, life, step: take_news(
        ledger, life.name, [Confirmed(_payment(life, step), 50, DC)], NOON
    ),
    "hear that it went back": lambda ledger, life, step: take_news(
        ledger, life.name, [Refunded(_payment(life, step))], NOON
    ),
    "send back": lambda ledger, life, step: begin_refund(ledger, _payment(life, step), NOON),
    "ask for an adjustment": _ask,
    "approve it": lambda ledger, life, step: approve(ledger, _adjustment(life, step), "rita", NOON),
    "freeze": lambda ledger, life, step: freeze(ledger, life.wallet(step.who), actor="olga", reason="why"),
    "unfreeze": lambda ledger, life, step: unfreeze(ledger, life.wallet(step.who), actor="olga", reason="why"),
}


def wrongs(connection: Connection, life: Life) -> Iterator[str]:
    """What is not as it must be."""
    yield from map(repr, verify(connection))
    sums = select(accounts.c.currency, func.sum(accounts.c.balance)).group_by(accounts.c.currency)
    yield from (f"{total} {code} were made or lost" for code, total in connection.execute(sums) if total)
    yield from _wrong_fees(connection, life)
    yield from _wrong_purchases(connection, life)
    yield from _wrong_promotions(connection, life)
    yield from _wrong_payments(connection, life)
    yield from _wrong_adjustments(connection, life)


def _wrong_fees(connection: Connection, life: Life) -> Iterator[str]:
    """Whoever takes part has paid one fee; escrow has what is in it, and has paid no more than there was."""
    parts = fees_of(connection, life.cup)
    yield from (repr(part) for part in parts if not 0 <= part.returned <= part.captured <= part.amount)
    standing = [part for part in parts if not part.given_back]
    for entrant in {part.entrant for part in standing}:
        paid = sum(part.amount for part in standing if part.entrant == entrant)
        if paid != FEE:
            yield f"{entrant} has paid {paid}"
    prizes = sum(preview(connection, Plan(life.cup, DC, POOL, ())).paid.values())
    has = balance(connection, names.escrow(life.cup, DC)).posted
    expected = POOL - prizes + sum(part.captured - part.returned for part in parts)
    if has != expected or not 0 <= prizes <= POOL:
        yield f"escrow has {has}, not {expected}, and {prizes} were paid"


def _wrong_purchases(connection: Connection, life: Life) -> Iterator[str]:
    """Nobody has pieces that were not bought, or too many of them."""
    if balance(connection, names.stock(life.sku)).posted < 0:
        yield "more was sold than was there"
    for person in life.people:
        kept = sum(one.number for one in purchases_of(connection, person) if one.refunded_at is None)
        owned = balance(connection, names.wallet(person, names.item(life.sku))).posted
        if owned != kept or owned > MOST_EACH:
            yield f"{person} has {owned} pieces and has bought {kept}"


def _wrong_promotions(connection: Connection, life: Life) -> Iterator[str]:
    """Codes were used as often as they may be, and their budgets have what was not given out."""
    if uses_of(connection, life.half) > USES:
        yield f"{life.half} was used too often"
    for code in (life.half, life.hello):
        yield from (f"{code} was used by {who}" for who in life.people if uses_of(connection, code, who) > USES_EACH)
    row = redemptions.c
    given = select(func.sum(row.amount)).where(row.code == life.half, row.undone.is_(False))
    left = balance(connection, names.budget(life.half)).available
    if left != BUDGET - int(connection.execute(given).scalar() or 0):
        yield f"{life.half} has {left} left"


def _wrong_payments(connection: Connection, life: Life) -> Iterator[str]:
    """What came in through the provider is what payments say."""
    paid = [one.amount for who in life.people for one in payments_of(connection, who, PaymentState.PAID)]
    outside = balance(connection, names.provider(life.name, DC)).posted
    if outside != -sum(paid):
        yield f"{outside} came in, and {sum(paid)} were paid"


def _wrong_adjustments(connection: Connection, life: Life) -> Iterator[str]:
    """What was approved has moved, and nothing else has."""
    wallets = {life.wallet(who) for who in range(len(life.people))}
    approved = {one.transaction for one in adjustments(connection, AdjustmentState.APPROVED) if one.account in wallets}
    row = transactions.c
    moved = select(row.id).where(row.scope == ADJUSTMENTS, row.about.in_([f"account:{wallet}" for wallet in wallets]))
    if set(connection.execute(moved).scalars()) != approved:
        yield f"{approved} were approved"
