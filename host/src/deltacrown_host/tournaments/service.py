"""Creating a tournament: its id, what of it must fit into addresses, and what it has from its game."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from attrs import evolve
from deltacrown import (
    ChangeSettings,
    Command,
    CreateTournament,
    GamePreset,
    Malformed,
    Problem,
    Registry,
    RosterRules,
    Tournament,
)
from sqlalchemy import Connection

from deltacrown_host.edge.names import segment_problems, tournament_id_problems
from deltacrown_host.games import records as games
from deltacrown_host.store.desk import Objections
from deltacrown_host.tournaments.bodies import NewTournament


def id_for(new: NewTournament, command_id: str) -> str:
    """The id of a new tournament: the one asked for, or one that follows from the command.

    So the same request again, under the same key, finds the tournament that it made the first time. Raises Malformed.
    """
    problems = list(_problems(new))
    if problems:
        raise Malformed(problems)
    return new.id or sha256(command_id.encode()).hexdigest()[:20]


def with_game(new: NewTournament, game: GamePreset) -> NewTournament:
    """The tournament, with what was left out of it as the game has it."""
    rules = RosterRules(game.team_size, game.substitutes) if game.team_size > 1 else None
    return evolve(new, stages=new.stages or (game.stage,), fields=new.fields or game.fields, roster=new.roster or rules)


def game_objections(registry: Registry, command: Command) -> Objections:
    """A game that a tournament comes to name must be one of this host's."""

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        if isinstance(command, CreateTournament | ChangeSettings):
            name = command.settings.game
            if name and name != before.settings.game and games.find(connection, registry, name) is None:
                message = f"there is no game {name!r}; GET /api/games lists them"
                yield Problem("settings.game_unknown", message, "settings.game")

    return objections


def _problems(new: NewTournament) -> Iterable[Problem]:
    if new.id:
        yield from tournament_id_problems(new.id)
    for place, stage in enumerate(new.stages):
        yield from segment_problems(stage.key, "stage.key_invalid", f"stages.{place}.key")
