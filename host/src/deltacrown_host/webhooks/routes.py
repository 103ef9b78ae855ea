"""The webhooks of a tournament: made, listed, removed, and what became of them."""

from typing import Any

from deltacrown import Malformed
from litestar import Request, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.webhooks import records
from deltacrown_host.webhooks.addresses import url_problems
from deltacrown_host.webhooks.bodies import FailureList, MadeWebhook, NewWebhook, Replayed, Webhook, WebhookList
from deltacrown_host.webhooks.signing import new_signing_secret

Asked = Request[Any, Any, Any]
_MANAGE = needs(Permission.MANAGE)


@post("/", dto=StrictBody[NewWebhook], return_dto=None, opt=_MANAGE, summary="Make a webhook")
async def make(
    tournament: FromPath[str], data: JSONBody[NewWebhook], request: Asked, host: HostDependency
) -> MadeWebhook:
    """Send what happens from now on to an address. The secret is shown this once."""
    problems = [*url_problems(data.url, host.messenger.reach), *records.event_problems(data)]
    if problems:
        raise Malformed(problems)
    secret = new_signing_secret()

    def work(connection: Connection) -> Webhook:
        made = records.create(connection, tournament, data, secret, host.clock())
        note(connection, doer_of(request), Deed("webhook.create", f"webhook/{made.id}", tournament), host.clock())
        return made

    return MadeWebhook(await host.database.transaction(work), secret)


@get("/", opt=_MANAGE, summary="List webhooks")
async def list_webhooks(tournament: FromPath[str], host: HostDependency) -> WebhookList:
    """The webhooks, how far each has come, and what is wrong with it."""
    return WebhookList(await host.database.query(records.webhooks_of, tournament))


@delete("/{webhook:str}", status_code=HTTP_204_NO_CONTENT, opt=_MANAGE, summary="Remove a webhook")
async def remove(tournament: FromPath[str], webhook: FromPath[str], request: Asked, host: HostDependency) -> None:
    """Send nothing more to it."""

    def work(connection: Connection) -> None:
        records.remove(connection, tournament, webhook)
        note(connection, doer_of(request), Deed("webhook.remove", f"webhook/{webhook}", tournament), host.clock())

    await host.database.transaction(work)


@get("/{webhook:str}/failures", opt=_MANAGE, summary="List events that were given up")
async def failures(tournament: FromPath[str], webhook: FromPath[str], host: HostDependency) -> FailureList:
    """Events that failed so often that they were given up, the oldest first."""
    return FailureList(await host.database.query(records.failures_of, tournament, webhook))


@post("/{webhook:str}/replay", status_code=HTTP_200_OK, opt=_MANAGE, summary="Send again what was given up")
async def replay(tournament: FromPath[str], webhook: FromPath[str], host: HostDependency) -> Replayed:
    """Send once more what was given up, in its order, then what has happened since. It enables the webhook again."""
    replayed = await host.database.transaction(records.replay, tournament, webhook)
    host.messenger.wake()
    return Replayed(replayed)


router = Router(
    "/api/tournaments/{tournament:str}/webhooks",
    route_handlers=[make, list_webhooks, remove, failures, replay],
    tags=["Webhooks"],
)
