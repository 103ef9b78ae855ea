"""Lobbies: say where sides meet and where the match is shown; read it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from attrs import asdict, frozen
from deltacrown import Malformed, Problem, Tournament
from litestar import Request, Router, get, put
from litestar.params import FromPath, JSONBody
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts.records import known as known_account
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.lobbies.tables import lobbies
from deltacrown_host.matches.finding import find_match, for_sides
from deltacrown_host.tournaments.projection import locked_version

Asked = Request[Any, Any, Any]
LONGEST = 2000


@frozen
class Lobby:
    """Where the sides meet, such as a room and its password, the address at which the match is shown, and who is there.

    `coordinator` is the account of whoever looks after the match.
    """

    lobby: str = ""
    stream: str = ""
    coordinator: str = ""


@put("/", dto=StrictBody[Lobby], return_dto=None, opt=needs(Permission.SCHEDULE), summary="Say where a match is played")
async def change(  # noqa: PLR0913 - where it is
    *,
    tournament: FromPath[str],
    stage: FromPath[str],
    match: FromPath[str],
    data: JSONBody[Lobby],
    request: Asked,
    host: HostDependency,
) -> Lobby:
    """Say where the sides meet and where the match is shown, in place of what was said before."""
    problems = list(_problems(data))
    if problems:
        raise Malformed(problems)
    await host.desk.look(tournament, lambda standing, _: find_match(standing, stage, match))

    def work(connection: Connection) -> Lobby:
        locked_version(connection, tournament)
        if data.coordinator:
            known_account(connection, data.coordinator)
        before = _found(connection, tournament, stage, match)
        for action in _actions(before, data):
            kept = {"coordinator": before.coordinator}, {"coordinator": data.coordinator}
            note(connection, doer_of(request), Deed(action, f"match/{stage}/{match}", tournament, *kept), host.clock())
        connection.execute(delete(lobbies).where(_of(tournament, stage, match)))
        place = {"tournament_id": tournament, "stage": stage, "match": match}
        connection.execute(insert(lobbies).values(**asdict(data), **place))
        return data

    return await host.database.transaction(work)


@get("/", opt=SIGNED_IN, summary="Read where a match is played")
async def show(
    tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], request: Asked, host: HostDependency
) -> Lobby:
    """Where the sides meet and where the match is shown, for the sides and for staff."""
    caller = caller_of(request)

    def look(standing: Tournament, connection: Connection) -> Lobby:
        for_sides(caller, find_match(standing, stage, match), Permission.SCHEDULE)
        return _found(connection, tournament, stage, match)

    return await host.desk.look(tournament, look)


def _found(connection: Connection, tournament: str, stage: str, match: str) -> Lobby:
    row = connection.execute(select(lobbies).where(_of(tournament, stage, match))).first()
    return Lobby(row.lobby, row.stream, row.coordinator) if row else Lobby()


def _actions(before: Lobby, after: Lobby) -> Iterator[str]:
    """What the change is called in the audit trail, which does not hold passwords of rooms."""
    if before.coordinator != after.coordinator:
        yield "match.coordinator"
    if (before.lobby, before.stream) != (after.lobby, after.stream):
        yield "match.lobby"


def _of(tournament: str, stage: str, match: str) -> ColumnElement[bool]:
    rows = lobbies.c
    return and_(rows.tournament_id == tournament, rows.stage == stage, rows.match == match)


def _problems(data: Lobby) -> Iterator[Problem]:
    if max(len(data.lobby), len(data.stream)) > LONGEST:
        yield Problem("lobby.too_long", f"each has at most {LONGEST} characters")
    if data.stream and urlsplit(data.stream).scheme not in {"http", "https"}:
        yield Problem("lobby.stream", "expected an address with http or https", "stream")


router = Router(
    "/api/tournaments/{tournament:str}/matches/{stage:str}/{match:str}/lobby",
    route_handlers=[change, show],
    tags=["Matches"],
)
