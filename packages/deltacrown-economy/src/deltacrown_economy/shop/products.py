"""Products: what they cost, how many there are, how many one person may have."""

import re

import attrs
from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, insert, select, update

from deltacrown_economy import names
from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import Currency, CurrencyKind, Ledger, Outcome, balance
from deltacrown_economy.ledger.tables import accounts
from deltacrown_economy.opening import open_world
from deltacrown_economy.tables import products

_SKU = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@frozen
class Product:
    """Something that is sold.

    sku         its name, for ever: small letters, digits, hyphens and underscores
    price       of one piece, in minor units of `currency`
    limit_each  how many pieces one person may have; None for as many as they like
    for_sale    whether it can be bought now
    """

    sku: str
    title: str
    currency: str
    price: int
    description: str = ""
    limit_each: int | None = None
    for_sale: bool = True


@frozen
class OnSale:
    """A product, and how many pieces of it are left."""

    product: Product
    left: int


def put(ledger: Ledger, product: Product) -> None:
    """The product is there, as it is here. What was bought before is as it was. Raises Refused."""
    if not _SKU.fullmatch(product.sku):
        message = "it has 1 to 40 small letters, digits, hyphens and underscores"
        raise Refused([Problem("product.sku_invalid", message, "sku")])
    if not 0 < product.price < 2**53 or (product.limit_each is not None and product.limit_each < 1):
        raise Refused([Problem("product.number_invalid", "a price and a limit are at least one", "price")])
    alone(ledger.connection, names.about_product(product.sku))
    there = select(accounts.c.id).where(accounts.c.name == names.stock(product.sku))
    values = attrs.asdict(product)
    if ledger.connection.execute(there).first():
        ledger.connection.execute(update(products).where(products.c.sku == product.sku).values(values))
    else:
        _open(ledger, product)
        ledger.connection.execute(insert(products).values(values))


def restock(ledger: Ledger, sku: str, pieces: int, key: str, **said: str) -> Outcome:
    """More pieces are there; fewer, where the number is below zero."""
    find(ledger.connection, sku)
    source, target = names.world(names.item(sku)), names.stock(sku)
    if pieces < 0:
        source, target, pieces = target, source, -pieces
    return ledger.transfer(source, target, pieces, key, scope="shop/stock", about=names.about_product(sku), **said)


def find(connection: Connection, sku: str) -> Product:
    """The product. Raises Refused where there is none."""
    row = connection.execute(select(products).where(products.c.sku == sku)).mappings().first()
    if row is None:
        raise Refused([Problem("product.unknown", f"there is no product {sku!r}", "sku")])
    return Product(**row)


def on_sale(connection: Connection, *, everything: bool = False) -> tuple[OnSale, ...]:
    """What can be bought, by sku; with `everything` what cannot be bought now too."""
    query = select(products).order_by(products.c.sku)
    rows = connection.execute(query if everything else query.where(products.c.for_sale)).mappings().all()
    return tuple(OnSale(Product(**row), balance(connection, names.stock(row["sku"])).available) for row in rows)


def _open(ledger: Ledger, product: Product) -> None:
    pieces = names.item(product.sku)
    ledger.declare(Currency(pieces, 0, CurrencyKind.ITEM))
    open_world(ledger, pieces)
    ledger.open(names.stock(product.sku), pieces)
    ledger.open(names.takings(product.currency), product.currency)
