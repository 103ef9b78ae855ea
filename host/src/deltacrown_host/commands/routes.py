"""Every command of the core: check-in, corrections, disputes, forfeits, substitutes, and what is yet to be invented."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from deltacrown import Problem, RegisterEntrant, Tournament
from litestar import Request, Response, Router, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import Connection

from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.commands.reading import read_command
from deltacrown_host.commands.views import CommandReceipt, EffectView, effect_view
from deltacrown_host.edge.conditional import etag
from deltacrown_host.edge.orders import order_of
from deltacrown_host.moderation.objections import against_registering
from deltacrown_host.registrations.answers import answering
from deltacrown_host.registrations.beside import Acting, owner_of, registering
from deltacrown_host.store.desk import Order
from deltacrown_host.tournaments.history import event_line
from deltacrown_host.tournaments.service import game_objections

Asked = Request[Any, Any, Any]


@post("/commands", status_code=HTTP_200_OK, summary="Give any command")
async def command(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[CommandReceipt]:
    """Give any command of the core in its wire form; answers what happened. Only creating has a route of its own."""
    order = await _order(request, tournament, host)
    given = order.command
    if isinstance(given, RegisterEntrant):
        order = evolve(
            order, beside=registering(tournament, given.entrant, given.entrant, order.id, _acting(request, host))
        )
    done = await host.desk.submit(order)
    answer = CommandReceipt(tournament, done.version, order.id, tuple(map(event_line, done.entries)))
    return Response(answer, headers={"etag": etag(done.version)})


@post("/preview", status_code=HTTP_200_OK, summary="See what a command would do")
async def preview(tournament: FromPath[str], request: Asked, host: HostDependency) -> Response[EffectView]:
    """What the same command would do to matches, ranks and prizes. Nothing is written."""
    seen = await host.desk.preview(await _order(request, tournament, host))
    answer = effect_view(seen.before, seen.after, seen.effect)
    return Response(answer, headers={"etag": etag(answer.version)})


async def _order(request: Asked, tournament: str, host: Host) -> Order:
    """The command in the body, with what the host has against it."""
    given = read_command(await request.body(), tournament)
    objections = [game_objections(host.registry, given)]
    if isinstance(given, RegisterEntrant):
        objections = [answering(caller_of(request), {}), against_registering(_acting(request, host))]

    def against(before: Tournament, connection: Connection) -> Iterator[Problem]:
        for one in objections:
            yield from one(before, connection)

    return evolve(order_of(request, tournament, given), objections=against)


def _acting(request: Asked, host: Host) -> Acting:
    """Who acts for an entrant that is registered by a command alone."""
    return Acting(host.clock(), owner_of(caller_of(request)))


router = Router("/api/tournaments/{tournament:str}", route_handlers=[command, preview], tags=["Commands"])
