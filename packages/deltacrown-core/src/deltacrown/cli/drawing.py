"""`deltacrown draw FORMAT --entrants N`: the bracket that a format makes, as text or as data."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rich_click as click

from deltacrown import wire
from deltacrown.commands import CreateTournament, OpenRegistration, RegisterEntrant, StartTournament
from deltacrown.director import Director
from deltacrown.engine import Engine
from deltacrown.errors import Malformed, PluginError, Refused
from deltacrown.problems import Problem
from deltacrown.stage.slots import Slot
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.text import draw as as_text
from deltacrown.tournament.state import TournamentSettings

_STAGE = "draw"


@click.command()
@click.argument("format_", metavar="FORMAT")
@click.option("--entrants", type=int, required=True, metavar="N", help="How many take part.")
@click.option("--option", "options", multiple=True, metavar="K=V", help="An option of the format; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="The matches as JSON, for other programs.")
def draw(format_: str, entrants: int, options: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Draw what FORMAT plays with N entrants: the bracket, or the first round where the rounds depend on results.

    Entrants are shown by their seeds. Values of options are JSON; what is not JSON is a text.
    """
    engine = Engine()
    if format_ not in engine.registry.formats:
        installed = ", ".join(sorted(engine.registry.formats))
        _leave([f"format {format_!r} is not installed; there are: {installed}"])
    try:
        stage = _started(engine, format_, entrants, _read(options))
        drawing = _data(stage) if as_json else as_text(stage, engine.layout(stage))
    except (Refused, Malformed) as refused:
        _leave(_sentence(problem) for problem in refused.problems)
    except PluginError as fault:
        _leave([str(fault)])
    click.echo(drawing)


def _leave(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1)


def _sentence(problem: Problem) -> str:
    _, is_option, name = problem.field.partition(".options.")
    return f"option {name}: {problem.message}" if is_option else problem.message


def _read(options: Iterable[str]) -> Mapping[str, Any]:
    return dict(_option(option) for option in options)


def _option(option: str) -> tuple[str, Any]:
    name, is_there, value = option.partition("=")
    if not is_there or not name:
        raise Malformed([Problem("draw.option", f"write an option as NAME=VALUE, not {option!r}")])
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _started(engine: Engine, format_: str, entrants: int, options: Mapping[str, Any]) -> Stage:
    """The stage as it opens for entrants who are called by their seeds."""
    director = Director(engine)
    stage = StageSettings(_STAGE, format_, options=options)
    director.submit(CreateTournament(_STAGE, TournamentSettings("Draw", (stage,))))
    director.submit(OpenRegistration())
    for seed in range(1, entrants + 1):
        director.submit(RegisterEntrant(str(seed)))
    director.submit(StartTournament())
    return director.tournament.stages[0]


def _data(stage: Stage) -> str:
    return json.dumps({"matches": list(_matches(stage))}, ensure_ascii=False)


def _matches(stage: Stage) -> Iterator[Mapping[str, Any]]:
    for match in stage.matches.values():
        slots = [wire.unstructure(slot, Slot) for slot in match.slots]
        yield {"key": match.key, "section": match.section, "round": match.round, "slots": slots}
