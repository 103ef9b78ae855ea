"""`deltacrown export` and `deltacrown import`: tournaments in the formats of others."""

import sys
from pathlib import Path
from typing import NoReturn

import rich_click as click

from deltacrown.director import Director
from deltacrown.engine import Engine
from deltacrown.errors import BrokenChain, Malformed, Refused
from deltacrown.interchange.files import WRITERS, read
from deltacrown.interchange.record import record_of
from deltacrown.interchange.replay import Replayed, replay
from deltacrown.interchange.tables import read_entrants
from deltacrown.journal import read_lines, to_line
from deltacrown.problems import Problem
from deltacrown.tournament.state import Tournament

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("export")
@click.argument("journal", type=_FILE)
@click.option("--to", "kind", required=True, type=click.Choice(list(WRITERS)), help="What to write.")
@click.option("--names", type=_FILE, help="A CSV of entrants with their names, which no journal holds.")
def export_(journal: Path, kind: str, names: Path | None) -> None:
    """Write a tournament from its journal as Open Bracket Format, as tables of brackets-manager, or as CSV."""
    try:
        called = {line.entrant: line.name for line in read_entrants(names.read_text("utf-8"))} if names else {}
        with journal.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            tournament = Engine().apply(Tournament(), (entry.event for entry in read_lines(lines)))
        written = WRITERS[kind](record_of(tournament, called))
    except (Malformed, BrokenChain, UnicodeDecodeError) as error:
        _give_up(journal, error)
    click.echo(written.rstrip("\r\n"))


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--to", "journal", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new journal.")
@click.option("--id", "tournament", default="imported", help="The id of the new tournament.")
@click.option("--format", "format_", default="", help="How a CSV of entrants is to be played.")
def import_(file: Path, journal: Path, tournament: str, format_: str) -> None:
    """Make a tournament from Open Bracket Format, tables of brackets-manager, or a CSV of entrants.

    A result is taken where the same two meet by our rules; which were not is said, and the exit code is 1.
    """
    if journal.exists():
        _give_up(journal, Refused([Problem("journal.exists", "there is such a file already")]))
    try:
        record = read(file.read_text("utf-8"), format_=format_, name=file.stem)
        # In memory first: nothing is written of what cannot be read to its end.
        played = Director()
        replayed = replay(record, played, tournament)
    except (Malformed, Refused, UnicodeDecodeError) as error:
        _give_up(file, error)
    journal.write_text("".join(f"{to_line(entry)}\n" for entry in played.journal.read()), "utf-8")
    _say(journal, len(record.players), replayed)


def _say(journal: Path, players: int, replayed: Replayed) -> None:
    click.echo(f"{journal}: {players} entrants, {replayed.taken} results.")
    if replayed.left:
        click.echo(
            f"results that were not taken, as these do not meet by our rules: {', '.join(replayed.left)}", err=True
        )
        sys.exit(1)


def _give_up(file: Path, error: Exception) -> NoReturn:
    problems = getattr(error, "problems", ()) or [Problem("", str(error))]
    for problem in problems:
        click.echo(f"{file}: {problem.field + ': ' if problem.field else ''}{problem.message}", err=True)
    sys.exit(1)
