"""A command in its wire form, as somebody outside sends it: `{"type": "CheckIn", "entrants": ["ann"]}`."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from attrs import evolve
from deltacrown import (
    Amend,
    ChangeSettings,
    Command,
    CreateTournament,
    Malformed,
    Problem,
    RegisterEntrant,
    ReplaceEntrant,
    TournamentSettings,
    wire,
)

from deltacrown_host.edge import sanity
from deltacrown_host.edge.names import segment_problems

COMMANDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Command) if kind is not CreateTournament}
"""Every command that may come this way, by its type."""


def read_command(body: bytes, tournament: str) -> Command:
    """The command in a body, for this tournament. Raises Malformed with every problem and its field."""
    if not body:
        raise Malformed([Problem("field.missing", "a body is required")])
    data = sanity.read(body)
    problems = list(_type_problems(data))
    if problems:
        raise Malformed(problems)
    # The union is read by a hook of the core's converter, which mypy cannot see as a type.
    kind: Any = Command
    command: Command = wire.structure(data, kind)
    problems = list(_address_problems(command, tournament))
    if problems:
        raise Malformed(problems)
    return command


def _type_problems(data: object) -> Iterable[Problem]:
    if not isinstance(data, dict):
        yield Problem("field.invalid", "expected an object with a type")
    elif "type" not in data:
        yield Problem("field.missing", "this field is required", "type")
    elif data["type"] == CreateTournament.__name__:
        yield Problem("command.not_here", "a tournament is created with POST /api/tournaments", "type")
    elif data["type"] not in list(COMMANDS):
        yield Problem("field.invalid", f"expected one of {', '.join(sorted(COMMANDS))}", "type")


def _address_problems(command: Command | None, tournament: str) -> Iterator[Problem]:
    """What of a command cannot stand in an address, or would be another tournament's."""
    match command:
        case RegisterEntrant(entrant=entrant):
            yield from segment_problems(entrant, "entrant.id_invalid", "entrant")
        case ReplaceEntrant(substitute=substitute):
            yield from segment_problems(substitute, "entrant.id_invalid", "substitute")
        case ChangeSettings(settings=settings):
            yield from _key_problems(settings)
        case CreateTournament(tournament=other, settings=settings):
            yield from _key_problems(settings)
            if other != tournament:
                yield Problem("tournament.id_changed", "a tournament keeps its id", "tournament")
        case Amend(instead=instead):
            for problem in _address_problems(instead, tournament):
                yield evolve(problem, field=f"instead.{problem.field}")


def _key_problems(settings: TournamentSettings) -> Iterator[Problem]:
    for place, stage in enumerate(settings.stages):
        yield from segment_problems(stage.key, "stage.key_invalid", f"settings.stages.{place}.key")
