"""The format laboratory on the command line: what `simulate` and `compare` have in common."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import rich_click as click
from attrs import evolve

from deltacrown import wire
from deltacrown.cli.options import leave, read, sentence
from deltacrown.errors import Malformed, PluginError, Refused
from deltacrown.laboratory import Experiment, Field, alone
from deltacrown.problems import Problem
from deltacrown.tournament.state import TournamentSettings

_NEXT_OPTION = re.compile(r",(?=[A-Za-z_]\w*=)")
_Command = Callable[..., None]

_SWITCHES = (
    click.option("--entrants", type=click.IntRange(min=1), metavar="N", help="How many take part, called 1 to N."),
    click.option(
        "--strengths",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Who takes part: Elo by name, as JSON.",
    ),
    click.option(
        "--spread",
        type=click.FloatRange(min=0),
        default=200,
        show_default=True,
        metavar="ELO",
        help="The standard deviation of N strengths.",
    ),
    click.option(
        "--draws",
        type=click.FloatRange(0, 1),
        default=0.25,
        show_default=True,
        help="How often a game of equals is drawn, where it may be.",
    ),
    click.option("--seeding", metavar="NAME", help="How entrants are seeded; a format alone is seeded by rating."),
    click.option("--stations", type=click.IntRange(min=1), help="How many matches can be played at once."),
    click.option(
        "--minutes",
        type=click.FloatRange(min=0, min_open=True),
        default=30,
        show_default=True,
        help="How long a game takes.",
    ),
    click.option("--runs", type=click.IntRange(min=1), default=1000, show_default=True, help="How many times."),
    click.option("--seed", default="0", show_default=True, help="All luck follows from it."),
    click.option("--json", "as_json", is_flag=True, help="Every number as JSON, for other programs."),
)


def switches(command: _Command) -> _Command:
    """The switches that say what is held the same."""
    for switch in reversed(_SWITCHES):
        command = switch(command)
    return command


def experiment(chosen: dict[str, Any]) -> Experiment:
    """What is held the same, by these switches. Raises Malformed."""
    return Experiment(_field(chosen), chosen["runs"], chosen["seed"], chosen["stations"], chosen["minutes"])


def _field(chosen: dict[str, Any]) -> Field:
    file, entrants = chosen["strengths"], chosen["entrants"]
    if (file is None) == (entrants is None):
        message = "say who takes part: either --entrants N or --strengths FILE"
        raise Malformed([Problem("cli.field", message)])
    if file is None:
        return Field.normal(entrants, chosen["spread"], chosen["draws"])
    return Field(wire.structure(wire.loads(file.read_bytes()), dict[str, float], "strengths"), chosen["draws"])


def settings(what: str, options: tuple[str, ...], seeding: str | None) -> TournamentSettings:
    """What is to be played: a format with options, or the settings in a file. Raises Malformed."""
    file = Path(what)
    if not file.is_file():
        return alone(what, read(options), seeding or "rating", ":".join(filter(None, (what, ",".join(options)))))
    if options:
        raise Malformed([Problem("cli.option", "options are for a format; a file of settings holds its own")])
    whole = wire.structure(wire.loads(file.read_bytes()), TournamentSettings, "settings")
    return evolve(whole, seeding=seeding) if seeding else whole


def with_options(word: str) -> tuple[str, tuple[str, ...]]:
    """FORMAT:NAME=VALUE,NAME=VALUE as the format and its options."""
    what, has_options, options = word.partition(":")
    return (what, tuple(_NEXT_OPTION.split(options))) if has_options and not Path(word).is_file() else (word, ())


@contextmanager
def saying_what_is_wrong() -> Iterator[None]:
    """Whatever cannot be played is told in sentences, with exit code 1."""
    try:
        yield
    except (Refused, Malformed) as refused:
        leave(sentence(problem) for problem in refused.problems)
    except PluginError as fault:
        leave([str(fault)])
