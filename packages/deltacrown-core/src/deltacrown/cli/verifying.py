"""`deltacrown verify FILE`: whether a journal is what the rules yield."""

import sys
from pathlib import Path

import rich_click as click

from deltacrown.engine import Engine
from deltacrown.journal import read_lines
from deltacrown.verification import Verdict
from deltacrown.verification import verify as check


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Replay a journal, ask the plugins again, and say whether everything is what the rules yield.

    Exit code 0 where all holds, 1 with the first offending event on standard error.
    """
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        verdict = check(Engine(), read_lines(lines))
    if not verdict.holds:
        for finding in verdict.findings:
            click.echo(f"{file}: {finding}", err=True)
        sys.exit(1)
    click.echo(_summary(verdict))


def _summary(verdict: Verdict) -> str:
    tournament = verdict.tournament
    matches = sum(len(stage.matches) for stage in tournament.stages)
    lines = [
        f"{tournament.settings.name}: everything is what the rules yield.",
        f"{verdict.events} events, {len(tournament.stages)} stages, {matches} matches; {tournament.phase.value}.",
    ]
    lines += [
        f"{line.rank:>4}  {line.entrant}" for line in (tournament.ranking.standings[:3] if tournament.ranking else ())
    ]
    return "\n".join([*lines, f"digest {verdict.digest}"])
