"""Buying and giving back: one transaction with legs in two currencies, the money one way and the pieces the other."""

from datetime import datetime

import attrs
from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, insert, select, update

from deltacrown_economy import names
from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import Ledger, Leg, balance, refusals, transaction_id
from deltacrown_economy.opening import open_wallet
from deltacrown_economy.promotions import GoesFor, discount, redeem, sources, undo
from deltacrown_economy.shop.products import Product, find
from deltacrown_economy.tables import purchases

SCOPE = "shop"
_BACK = "shop/refund"


@frozen
class Wish:
    """What somebody wants to buy, for what they see it costs: another price is refused, not charged."""

    sku: str
    person: str
    pieces: int
    price: int
    code: str = ""


@frozen
class Purchase:
    """What was bought. `id` is the transaction; `price` is of all pieces, `discount` what a code paid of it."""

    id: str
    sku: str
    person: str
    number: int
    price: int
    discount: int
    currency: str
    code: str
    at: datetime
    refunded_at: datetime | None = None


def buy(ledger: Ledger, wish: Wish, key: str, now: datetime) -> Purchase:
    """Buy it, once for this key. Raises Refused where it cannot be had, and LedgerRefused where money is missing."""
    id_ = transaction_id(f"{wish.person}:{key}", SCOPE)
    alone(ledger.connection, f"purchase:{id_}")
    before = _found(ledger.connection, id_)
    if before:
        _compare(before, wish)
        return before
    product = find(ledger.connection, wish.sku)
    _check(product, wish)
    price = product.price * wish.pieces
    items = open_wallet(ledger, wish.person, names.item(wish.sku))
    open_wallet(ledger, wish.person, product.currency)
    given = discount(ledger.connection, wish.code, wish.person, price, product.currency, GoesFor.SHOP, now)
    paying = sources(ledger.connection, wish.person, product.currency, price - given, now)
    paying += [(names.budget(wish.code), given)] if given else []
    legs = [Leg(source, -amount) for source, amount in paying]
    legs += [Leg(names.takings(product.currency), price)]
    legs += [Leg(names.stock(wish.sku), -wish.pieces), Leg(items, wish.pieces)]
    with ledger.connection.begin_nested():
        said = {"scope": SCOPE, "about": names.about_product(wish.sku), "actor": wish.person, "reason": "purchase"}
        try:
            done = ledger.post(legs, f"{wish.person}:{key}", **said)
        except refusals.InsufficientFunds:
            _check_stock(ledger.connection, wish)
            raise
        # The account is locked by now: nobody else adds to it until this is written or undone.
        if product.limit_each is not None and done.balances[items].posted > product.limit_each:
            raise Refused([Problem("product.limit", f"one person has at most {product.limit_each} of it", "pieces")])
    bought = Purchase(id_, wish.sku, wish.person, wish.pieces, price, given, product.currency, wish.code, now)
    _write(ledger.connection, bought)
    redeem(ledger.connection, id_, wish.code, wish.person, given, now)
    return bought


def give_back(ledger: Ledger, purchase: str, now: datetime, *, actor: str = "", reason: str = "") -> Purchase:
    """Pieces and money go back, to where they came from; once. Raises Refused where there is no such purchase."""
    alone(ledger.connection, f"purchase:{purchase}")
    bought = purchase_of(ledger.connection, purchase)
    if bought.refunded_at:
        return bought
    about = names.about_product(bought.sku)
    ledger.reverse(purchase, purchase, scope=_BACK, about=about, actor=actor, reason=reason)
    undo(ledger.connection, purchase)
    mine = purchases.c.id == purchase
    ledger.connection.execute(update(purchases).where(mine).values(refunded_at=now))
    return purchase_of(ledger.connection, purchase)


def purchases_of(connection: Connection, person: str, limit: int = 100) -> tuple[Purchase, ...]:
    """What somebody has bought, the newest first."""
    query = select(purchases).where(purchases.c.person == person)
    rows = connection.execute(query.order_by(purchases.c.at.desc(), purchases.c.id).limit(limit)).mappings()
    return tuple(Purchase(**row) for row in rows)


def purchase_of(connection: Connection, id_: str) -> Purchase:
    """The purchase. Raises Refused where there is none."""
    found = _found(connection, id_)
    if found is None:
        raise Refused([Problem("purchase.unknown", f"there is no purchase {id_!r}", "purchase")])
    return found


def _check(product: Product, wish: Wish) -> None:
    if not product.for_sale:
        raise Refused([Problem("product.not_for_sale", "it cannot be bought now", "sku")])
    if not 0 < wish.pieces < 10_000:  # noqa: PLR2004 - more is a slip
        raise Refused([Problem("product.pieces_invalid", "between 1 and 9,999 pieces are bought at once", "pieces")])
    if wish.price != product.price * wish.pieces:
        message = f"it costs {product.price * wish.pieces}, and not {wish.price}"
        raise Refused([Problem("product.price_changed", message, "price")])


def _check_stock(connection: Connection, wish: Wish) -> None:
    left = balance(connection, names.stock(wish.sku)).available
    if left < wish.pieces:
        raise Refused([Problem("product.sold_out", f"{left} of it are left", "pieces")])


def _compare(before: Purchase, wish: Wish) -> None:
    if (before.sku, before.number, before.code) != (wish.sku, wish.pieces, wish.code):
        raise Refused([Problem("purchase.key_reused", "the key was used before, for another purchase", "key")])


def _found(connection: Connection, id_: str) -> Purchase | None:
    row = connection.execute(select(purchases).where(purchases.c.id == id_)).mappings().first()
    return Purchase(**row) if row else None


def _write(connection: Connection, bought: Purchase) -> None:
    connection.execute(insert(purchases).values(attrs.asdict(bought)))
