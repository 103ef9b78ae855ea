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
@click.option("--digest", help="The digest of the last event as somebody has kept it: it must be the file's.")
def verify(file: Path, digest: str | None) -> None:
    """Replay a journal, ask the plugins again, and say whether everything is what the rules yield.

    Exit code 0 where all holds, 1 with the first offending event on standard error, 2 where a plugin of the journal is
    not installed and only its chain could be checked.
    """
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        verdict = check(Engine(), read_lines(lines))
    for finding in verdict.findings:
        click.echo(f"{file}: {finding}", err=True)
    if digest is not None and not verdict.findings and verdict.digest != digest.strip().lower():
        click.echo(f"{file}: event {verdict.events}: the digest is {verdict.digest}, not the one given", err=True)
        sys.exit(1)
    if verdict.findings:
        sys.exit(1)
    if verdict.unchecked:
        click.echo(
            f"{file}: the chain is whole, but the rules cannot be asked: {'; '.join(verdict.unchecked)}", err=True
        )
        sys.exit(2)
    click.echo(_summary(verdict))


def _summary(verdict: Verdict) -> str:
    tournament = verdict.tournament
    matches = sum(len(stage.matches) for stage in tournament.stages)
    lines = [
        f"{tournament.settings.name}: everything is what the rules yield.",
        f"{verdict.events} events, {len(tournament.stages)} stages, {matches} matches; {tournament.phase.value}.",
    ]
    lines += [
        f"{line.rank:>4}  {line.entrant}" for line in (tournament.ranking.standings[:4] if tournament.ranking else ())
    ]
    return "\n".join([*lines, f"digest {verdict.digest}"])
