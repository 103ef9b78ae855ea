"""`deltacrown check FILE`: what is better changed in a tournament's settings before the start."""

import sys
from pathlib import Path

import rich_click as click

from deltacrown import wire
from deltacrown.engine import Engine
from deltacrown.errors import Malformed, PluginError
from deltacrown.linting.linter import lint
from deltacrown.tournament.state import TournamentSettings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--entrants", type=click.IntRange(min=2), help="How many are expected.")
@click.option("--committed", is_flag=True, help="The seed of the draw is bound by a commitment.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an advice, for other programs.")
def check(file: Path, entrants: int | None, committed: bool, as_json: bool) -> None:  # noqa: FBT001 - flags
    """Rehearse a tournament's settings, and warn of what will be regretted: exit code 1 where there is anything.

    FILE holds the settings as JSON, as they are sent to create a tournament.
    """
    try:
        settings = wire.structure(wire.loads(file.read_bytes()), TournamentSettings, "settings")
        found = lint(Engine(), settings, entrants, committed=committed)
    except Malformed as error:
        for problem in error.problems:
            click.echo(f"{file}: {problem.field + ': ' if problem.field else ''}{problem.message}", err=True)
        sys.exit(1)
    except PluginError as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    for advice in found:
        click.echo(
            wire.dumps(wire.unstructure(advice)) if as_json else f"{advice.field}: {advice.message} [{advice.code}]"
        )
    if found:
        sys.exit(1)
    if not as_json:
        click.echo(f"{settings.name}: nothing found.")
