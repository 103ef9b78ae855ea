"""What the routes share: a ledger in a transaction, the status of a refusal, who may do what."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar

from attrs import frozen
from deltacrown import Refused
from deltacrown_host import Host, Role, caller_of, document, needs
from litestar import Request, Response, Router
from litestar.handlers import HTTPRouteHandler

from deltacrown_economy.ledger import Ledger, patiently

P = ParamSpec("P")
T = TypeVar("T")
Asked = Request[Any, Any, Any]

ADMIN = needs(Role.ADMIN)
MINE = needs(Role.PLAYER)
ANYONE = needs(Role.SPECTATOR)

_TRIES = 5
_NOT_THERE = {
    *("ledger.account_unknown", "product.unknown", "purchase.unknown", "promotion.unknown"),
    *("adjustment.unknown", "payment.unknown", "provider.unknown", "tournament.unknown", "entrant.unknown"),
}
_NOT_NOW = {
    *("ledger.insufficient_funds", "ledger.idempotency_conflict", "ledger.account_frozen", "ledger.account_closed"),
    *("ledger.ceiling_reached", "ledger.account_exists", "ledger.currency_mixed", "ledger.hold_ended"),
    *("prizes.paid_otherwise", "prizes.spent", "prizes.open", "prizes.not_allotted", "prize.none"),
    *("fees.prizes_paid", "fees.paid_already", "fees.none", "fees.not_cancelled", "tournament.wrong_phase"),
    *("product.not_for_sale", "product.price_changed", "product.limit", "product.sold_out", "purchase.key_reused"),
    *("promotion.code_taken", "promotion.spent", "promotion.used_up", "promotion.used_already"),
    *("adjustment.decided", "adjustment.key_reused", "payment.key_reused", "payment.not_paid"),
    *("payment.wrong_state", "payment.other_amount", "payment.started_already"),
}
_STATUS: Mapping[str, HTTPStatus] = {
    **dict.fromkeys(_NOT_THERE, HTTPStatus.NOT_FOUND),
    **dict.fromkeys(_NOT_NOW, HTTPStatus.CONFLICT),
    "adjustment.own": HTTPStatus.FORBIDDEN,
    "provider.failed": HTTPStatus.BAD_GATEWAY,
    "provider.signature": HTTPStatus.BAD_REQUEST,
}


@frozen
class Money:
    """An amount of a currency, in minor units."""

    currency: str
    amount: int


def router(path: str, handlers: Sequence[HTTPRouteHandler]) -> Router:
    """Routes whose refusals have the status that they deserve."""
    return Router(path, route_handlers=handlers, exception_handlers={Refused: _refused}, tags=["Economy"])


async def write(host: Host, work: Callable[Concatenate[Ledger, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work answers to a ledger, in a transaction of its own, done again where others got into its way."""

    def whole() -> T:
        with host.database.begin() as connection:
            return work(Ledger(connection, host.clock), *args, **kwargs)

    return await host.database.write(patiently, whole, _TRIES)


def user_of(request: Asked) -> str:
    """Whoever asks."""
    return caller_of(request).user


def _refused(request: Asked, error: Refused) -> Response[Any]:
    return document(request, _STATUS.get(error.problems[0].code, HTTPStatus.BAD_REQUEST), error.problems)
