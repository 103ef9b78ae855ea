"""The games of this host: what a plugin brings, unless an administrator has written otherwise."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen
from deltacrown import GamePreset, Problem, Refused, Registry, game_problems, wire
from deltacrown.registration.fields import field_problems
from deltacrown.tournament.configuring import stage_problems
from sqlalchemy import Connection, delete, insert, select, update

from deltacrown_host.games.tables import games

HOST = "host"


@frozen
class KnownGame:
    """A game, and who brings it: a plugin, or the host, whose administrators have written it."""

    game: GamePreset
    source: str


def all_games(connection: Connection, registry: Registry) -> list[KnownGame]:
    """Every game, by its name."""
    known = {name: KnownGame(game, registry.origins["GamePreset", name]) for name, game in registry.games.items()}
    for text in connection.execute(select(games.c.game)).scalars():
        game = _read(text)
        known[game.name] = KnownGame(game, HOST)
    return [known[name] for name in sorted(known)]


def find(connection: Connection, registry: Registry, name: str) -> KnownGame | None:
    """The game of this name, if there is one."""
    text = connection.execute(select(games.c.game).where(games.c.name == name)).scalar()
    if text is not None:
        return KnownGame(_read(text), HOST)
    return KnownGame(registry.games[name], registry.origins["GamePreset", name]) if name in registry.games else None


def known(connection: Connection, registry: Registry, name: str) -> KnownGame:
    """The same. Raises Refused where there is none."""
    found = find(connection, registry, name)
    if found is None:
        raise Refused([unknown(name)])
    return found


def unknown(name: str) -> Problem:
    """There is no such game."""
    return Problem("game.unknown", f"there is no game {name!r}", "game")


def soundness(game: GamePreset, registry: Registry) -> Iterator[Problem]:
    """Why no tournament could be made from this game."""
    yield from game_problems(game)
    yield from stage_problems(game.stage, "stage", registry)
    yield from field_problems(game.fields, "fields")


def write(connection: Connection, game: GamePreset, now: datetime) -> None:
    """Keep the game, in place of any other of its name."""
    kept = {"game": wire.dumps(wire.unstructure(game)), "updated_at": now}
    if not connection.execute(update(games).where(games.c.name == game.name).values(kept)).rowcount:
        connection.execute(insert(games).values(name=game.name, created_at=now, **kept))


def remove(connection: Connection, registry: Registry, name: str) -> None:
    """Take what was written away; a plugin's game of that name is there again. Raises Refused."""
    if connection.execute(delete(games).where(games.c.name == name)).rowcount:
        return
    if name in registry.games:
        raise Refused([Problem("game.of_plugin", "a plugin brings this game; write another in its place", "game")])
    raise Refused([unknown(name)])


def _read(text: str) -> GamePreset:
    return wire.structure(wire.loads(text), GamePreset)
