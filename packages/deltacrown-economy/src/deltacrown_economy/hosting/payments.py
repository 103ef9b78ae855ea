"""Money that comes in through providers, and goes back."""

from asyncio import to_thread
from typing import Any

from attrs import frozen
from deltacrown import Problem, Refused
from deltacrown_host import Host, HostDependency, StrictBody, command_id_of
from litestar import get, post
from litestar.params import FromPath, JSONBody

from deltacrown_economy.hosting.answering import ADMIN, ANYONE, MINE, Asked, router, user_of, write
from deltacrown_economy.hosting.shop import Why
from deltacrown_economy.ledger import Ledger
from deltacrown_economy.providers import (
    Confirmed,
    Payment,
    PaymentProvider,
    ProviderFailed,
    SignatureInvalid,
    begin,
    begin_refund,
    finish_refund,
    note_start,
    payment_of,
    payments_of,
    take_news,
    wanted,
)


@frozen
class ProviderLine:
    """A way to pay. `by_staff` where people say that the money is there."""

    name: str
    title: str
    by_staff: bool


@frozen
class Providers:
    """The ways to pay."""

    providers: tuple[ProviderLine, ...]


@frozen
class NewPayment:
    """What comes into one's wallet, in minor units, and how."""

    provider: str
    currency: str
    amount: int


@frozen
class Payments:
    """Payments, the newest first."""

    payments: tuple[Payment, ...]


@frozen
class Heard:
    """How many payments a message was about."""

    payments: int


@get("/payments/providers", opt=ANYONE, summary="The ways to pay")
async def list_providers(host: HostDependency) -> Providers:
    """How money may come into a wallet."""
    lines = (ProviderLine(one.name, one.title or one.name, one.by_staff) for one in providers_of(host).values())
    return Providers(tuple(lines))


@post("/payments", dto=StrictBody[NewPayment], return_dto=None, opt=MINE, summary="Pay something in")
async def start_payment(data: JSONBody[NewPayment], request: Asked, host: HostDependency) -> Payment:
    """Start a payment into one's wallet; `link` is where, or how, to pay. Once for each `Idempotency-Key`."""
    provider = _provider(host, data.provider)
    person, key, now = user_of(request), command_id_of(request), host.clock()
    made = await host.database.transaction(begin, data.provider, person, data.currency, data.amount, key, now)
    if made.reference:
        return made
    # The provider is asked when it is certain that we remember the payment; asked twice it starts one.
    try:
        started = await to_thread(provider.start, wanted(made))
    except ProviderFailed as error:
        raise Refused([Problem("provider.failed", f"{error}; try again with the same Idempotency-Key")]) from error
    return await host.database.transaction(note_start, made.id, started, host.clock())


@get("/payments", opt=MINE, summary="What I paid in")
async def my_payments(request: Asked, host: HostDependency) -> Payments:
    """One's own payments."""
    return Payments(await host.database.query(payments_of, user_of(request)))


@post("/payments/hooks/{name:str}", opt=ANYONE, status_code=200, summary="Hear from a provider")
async def hear(name: FromPath[str], request: Asked, host: HostDependency) -> Heard:
    """A provider says what became of payments. Only what it has signed is believed; a repetition changes nothing."""
    provider = _provider(host, name)
    headers = {header.lower(): value for header, value in request.headers.items()}
    try:
        news = provider.news(headers, await request.body(), host.clock())
    except SignatureInvalid as error:
        raise Refused([Problem("provider.signature", str(error))]) from error
    return Heard(len(await write(host, take_news, name, news, host.clock())))


@post("/payments/{payment:str}/confirm", opt=ADMIN, status_code=200, summary="Say that a payment is there")
async def confirm(payment: FromPath[str], request: Asked, host: HostDependency) -> Payment:
    """Of a provider that staff speak for: the money is there."""
    paid = await host.database.query(payment_of, payment)
    if not _provider(host, paid.provider).by_staff:
        raise Refused([Problem("provider.speaks_itself", "the provider says so itself, and staff do not")])
    news = Confirmed(paid.id, paid.amount, paid.currency)
    return (await write(host, take_news, paid.provider, [news], host.clock(), actor=user_of(request)))[0]


@post(
    "/payments/{payment:str}/refund",
    dto=StrictBody[Why],
    return_dto=None,
    opt=ADMIN,
    status_code=200,
    summary="Send a payment back",
)
async def refund(payment: FromPath[str], data: JSONBody[Why], request: Asked, host: HostDependency) -> Payment:
    """The money leaves the wallet, and the provider sends it back; where it fails, ask again."""
    actor = user_of(request)

    def work(ledger: Ledger) -> Payment:
        return begin_refund(ledger, payment, host.clock(), actor=actor, reason=data.reason)

    begun = await write(host, work)
    provider = _provider(host, begun.provider)
    try:
        gone = await to_thread(provider.refund, begun.reference, begun.amount, begun.id)
    except ProviderFailed as error:
        raise Refused([Problem("provider.failed", f"{error}; ask again")]) from error
    return await host.database.transaction(finish_refund, payment, host.clock()) if gone else begun


def providers_of(host: Host) -> dict[str, PaymentProvider]:
    """The providers that are installed, by name."""
    found: dict[str, PaymentProvider] = {}
    for _, one in host.registry.offers("register_payment_providers"):
        if isinstance(one, PaymentProvider):
            found.setdefault(one.name, one)
    return found


def _provider(host: Host, name: str) -> PaymentProvider:
    provider = providers_of(host).get(name)
    if provider is None:
        raise Refused([Problem("provider.unknown", f"there is no provider {name!r}", "provider")])
    return provider


_ROUTES: list[Any] = [list_providers, start_payment, my_payments, hear, confirm, refund]
routes = router("/api", _ROUTES)
