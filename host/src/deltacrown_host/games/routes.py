"""Games: look at them, and as an administrator write them."""

from typing import Any

from attrs import frozen
from deltacrown import EntryField, GamePreset, Malformed, Problem, ScoreKind, wire
from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.needs import ADMIN
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.games import records
from deltacrown_host.games.records import KnownGame

Asked = Request[Any, Any, Any]


@frozen
class GameView:
    """A game. `stage` is what a tournament of it has unless it says otherwise; `source` a plugin, or "host"."""

    name: str
    title: str
    team_size: int
    substitutes: int
    platforms: tuple[str, ...]
    score: ScoreKind
    draws: bool
    stage: dict[str, Any]
    fields: tuple[EntryField, ...]
    source: str


@frozen
class GameList:
    """The games that a tournament may name."""

    games: tuple[GameView, ...]


@get("/", summary="List games")
async def list_games(host: HostDependency) -> GameList:
    """Every game, by its name."""
    found = await host.database.query(records.all_games, host.registry)
    return GameList(tuple(map(_view, found)))


@get("/{game:str}", summary="Look at a game")
async def show(game: FromPath[str], host: HostDependency) -> GameView:
    """The game, and what a tournament of it starts from."""
    return _view(await host.database.query(records.known, host.registry, game))


@put("/{game:str}", dto=StrictBody[GamePreset], return_dto=None, opt=ADMIN, summary="Write a game")
async def write(game: FromPath[str], data: JSONBody[GamePreset], request: Asked, host: HostDependency) -> GameView:
    """Add a game, or write it anew, also in place of one that a plugin brings. Tournaments stay as they are."""
    problems = list(records.soundness(data, host.registry))
    if data.name != game:
        problems.append(Problem("game.name_changed", f"the address says {game!r}", "name"))
    if problems:
        raise Malformed(problems)

    def work(connection: Connection) -> None:
        before = records.find(connection, host.registry, game)
        records.write(connection, data, host.clock())
        _note(connection, host, request, "game.write", game, before, KnownGame(data, records.HOST))

    await host.database.transaction(work)
    return _view(KnownGame(data, records.HOST))


@delete("/{game:str}", opt=ADMIN, status_code=HTTP_204_NO_CONTENT, summary="Take a game away")
async def remove(game: FromPath[str], request: Asked, host: HostDependency) -> None:
    """Take away what was written. A plugin's game of the same name is there again."""

    def work(connection: Connection) -> None:
        before = records.find(connection, host.registry, game)
        records.remove(connection, host.registry, game)
        _note(connection, host, request, "game.remove", game, before, records.find(connection, host.registry, game))

    await host.database.transaction(work)


def _note(  # noqa: PLR0913, PLR0917 - what a deed is made of
    connection: Connection,
    host: Host,
    request: Asked,
    action: str,
    game: str,
    before: KnownGame | None,
    after: KnownGame | None,
) -> None:
    deed = Deed(action, f"game/{game}", before=_said(before), after=_said(after))
    note(connection, doer_of(request), deed, host.clock())


def _said(found: KnownGame | None) -> dict[str, Any] | None:
    return {**wire.unstructure(found.game), "source": found.source} if found else None


def _view(found: KnownGame) -> GameView:
    game = found.game
    return GameView(
        name=game.name,
        title=game.title,
        team_size=game.team_size,
        substitutes=game.substitutes,
        platforms=game.platforms,
        score=game.score,
        draws=game.draws,
        stage=wire.unstructure(game.stage),
        fields=game.fields,
        source=found.source,
    )


router = Router("/api/games", route_handlers=[list_games, show, write, remove], tags=["Games"])
