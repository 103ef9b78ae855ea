"""The shop and promotions."""

from typing import Any

from attrs import frozen
from deltacrown_host import HostDependency, StrictBody, command_id_of
from litestar import get, post, put
from litestar.params import FromPath, JSONBody

from deltacrown_economy import names
from deltacrown_economy.hosting.answering import ADMIN, ANYONE, MINE, Asked, Money, router, user_of, write
from deltacrown_economy.ledger import Ledger, balance
from deltacrown_economy.promotions import Promotion, create, find, fund, grant, stop, uses_of
from deltacrown_economy.shop import OnSale, Product, Purchase, Wish, buy, give_back, on_sale, purchases_of, restock
from deltacrown_economy.shop import put as put_there


@frozen
class Products:
    """What is for sale, by sku."""

    products: tuple[OnSale, ...]


@frozen
class Pieces:
    """How many more pieces are there; fewer, below zero."""

    pieces: int


@frozen
class NewPurchase:
    """What is bought, and what it is thought to cost altogether: another price is refused, not charged."""

    sku: str
    price: int
    pieces: int = 1
    code: str = ""


@frozen
class Purchases:
    """What one has bought, the newest first."""

    purchases: tuple[Purchase, ...]


@frozen
class Why:
    """Why it is done."""

    reason: str = ""


@frozen
class PromotionStanding:
    """A promotion, what it may still spend, and how often it was used."""

    promotion: Promotion
    budget: int
    uses: int


@get("/shop/products", opt=ANYONE, summary="What is for sale")
async def products(host: HostDependency) -> Products:
    """Every product that can be bought now, with how many are left."""
    return Products(await host.database.query(on_sale))


@put("/shop/products", dto=StrictBody[Product], return_dto=None, opt=ADMIN, summary="Put a product up for sale")
async def put_product(data: JSONBody[Product], host: HostDependency) -> Product:
    """A new product, or another price, text or limit."""
    await write(host, put_there, data)
    return data


@post(
    "/shop/products/{sku:str}/stock",
    dto=StrictBody[Pieces],
    return_dto=None,
    opt=ADMIN,
    status_code=200,
    summary="Restock",
)
async def stock(sku: FromPath[str], data: JSONBody[Pieces], request: Asked, host: HostDependency) -> Pieces:
    """More pieces are there, or fewer; answers how many there are now."""
    actor, key = user_of(request), command_id_of(request)

    def work(ledger: Ledger) -> Pieces:
        done = restock(ledger, sku, data.pieces, f"{actor}:{key}", actor=actor)
        return Pieces(done.balances[names.stock(sku)].posted)

    return await write(host, work)


@post("/shop/purchases", dto=StrictBody[NewPurchase], return_dto=None, opt=MINE, summary="Buy something")
async def purchase(data: JSONBody[NewPurchase], request: Asked, host: HostDependency) -> Purchase:
    """Buy it from one's wallet, credit first; once for each `Idempotency-Key`."""
    wish = Wish(data.sku, user_of(request), data.pieces, data.price, data.code)
    return await write(host, buy, wish, command_id_of(request), host.clock())


@get("/shop/purchases", opt=MINE, summary="What I bought")
async def my_purchases(request: Asked, host: HostDependency) -> Purchases:
    """What one has bought."""
    return Purchases(await host.database.query(purchases_of, user_of(request)))


@post(
    "/shop/purchases/{purchase:str}/refund",
    dto=StrictBody[Why],
    return_dto=None,
    opt=ADMIN,
    status_code=200,
    summary="Take a purchase back",
)
async def refund(purchase: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency) -> Purchase:
    """Pieces and money go back where they came from."""
    return await write(host, give_back, purchase, host.clock(), actor=user_of(request), reason=data.reason)


@post("/promotions", dto=StrictBody[Promotion], return_dto=None, opt=ADMIN, summary="Create a promotion")
async def create_promotion(data: JSONBody[Promotion], host: HostDependency) -> Promotion:
    """A code, with an empty budget."""
    await write(host, create, data)
    return data


@get("/promotions/{code:str}", opt=ADMIN, summary="Look at a promotion")
async def promotion(code: FromPath[str], host: HostDependency) -> PromotionStanding:
    """What it is, what it may still spend, how often it was used."""
    return await host.database.query(
        lambda connection: PromotionStanding(
            find(connection, code), balance(connection, names.budget(code)).available, uses_of(connection, code)
        )
    )


@post(
    "/promotions/{code:str}/budget",
    dto=StrictBody[Money],
    return_dto=None,
    opt=ADMIN,
    status_code=200,
    summary="Fund a promotion",
)
async def fund_promotion(code: FromPath[str], data: JSONBody[Money], request: Asked, host: HostDependency) -> Money:
    """Money from one's own wallet for the promotion to spend; answers its budget."""
    actor, key = user_of(request), command_id_of(request)

    def work(ledger: Ledger) -> Money:
        source = names.wallet(actor, data.currency)
        done = fund(ledger, code, source, data.amount, f"{actor}:{key}", actor=actor)
        return Money(data.currency, done.balances[names.budget(code)].posted)

    return await write(host, work)


@post("/promotions/{code:str}/stop", opt=ADMIN, status_code=204, summary="Stop a promotion")
async def stop_promotion(code: FromPath[str], host: HostDependency) -> None:
    """Nobody uses the code any more."""
    await host.database.transaction(stop, code)


@post("/promotions/{code:str}/credit", opt=MINE, status_code=200, summary="Get credit for a code")
async def credit(code: FromPath[str], request: Asked, host: HostDependency) -> Money:
    """The credit that a code gives, to be spent before one's own money."""
    person, key = user_of(request), command_id_of(request)

    def work(ledger: Ledger) -> Money:
        given = grant(ledger, code, person, key, host.clock())
        return Money(find(ledger.connection, code).currency, given)

    return await write(host, work)


_SHOP: list[Any] = [products, put_product, stock, purchase, my_purchases, refund]
_PROMOTIONS: list[Any] = [create_promotion, promotion, fund_promotion, stop_promotion, credit]
routes = router("/api", [*_SHOP, *_PROMOTIONS])
