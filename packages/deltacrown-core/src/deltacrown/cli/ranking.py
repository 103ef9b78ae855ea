"""`deltacrown rank FILE`: the tables of a results file, with the criterion that decided each place."""

import sys
from pathlib import Path

import rich_click as click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from deltacrown import wire
from deltacrown.errors import Malformed, PluginFault
from deltacrown.plugins.registry import load
from deltacrown.ranking import Number, Ranking, Standing
from deltacrown.results_file import ResultsTable, read_tables
from deltacrown.results_file import rank as rank_table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a table, for other programs.")
def rank(file: Path, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Rank the table or tables in a results file, and say which criterion decided each place."""
    registry = load()
    try:
        tables = read_tables(file.read_bytes())
        rankings = [rank_table(table, registry) for table in tables]
    except Malformed as error:
        for problem in error.problems:
            click.echo(f"{file}: {problem.field + ': ' if problem.field else ''}{problem.message}", err=True)
        sys.exit(1)
    except PluginFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    console = Console()
    for table, ranking in zip(tables, rankings, strict=True):
        if as_json:
            groups = [list(group) for group in ranking.groups]
            click.echo(wire.dumps({"name": table.name, "ranking": groups}))
        else:
            console.print(_drawn(table, ranking))


def _drawn(table: ResultsTable, ranking: Ranking) -> Table:
    drawn = Table(title=table.name or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column("", justify="right")
    drawn.add_column("", no_wrap=True)
    for heading in ("P", "W", "D", "L", "+", "-", "Pts"):
        drawn.add_column(heading, justify="right")
    drawn.add_column("decided by", no_wrap=True)
    records = table.results.records()
    above = ""
    for line in ranking.standings:
        record = records[line.entrant]
        numbers = (record.played, record.won, record.drawn, record.lost, record.scored, record.conceded, record.points)
        reason = _reason(ranking, line, above)
        drawn.add_row(f"{line.rank}.", table.names[line.entrant], *(shown(number) for number in numbers), reason)
        above = line.entrant
    return drawn


def _reason(ranking: Ranking, line: Standing, above: str) -> str:
    """The criterion in words, with the two numbers that decided."""
    words = line.reason.replace("_", " ").replace("h2h", "head-to-head")
    if line.reason in {"", "points"}:
        return words
    for step in reversed(ranking.steps):
        if step.criterion == line.reason and {line.entrant, above} <= set(step.values):
            return f"{words}, {shown(step.values[line.entrant])} to {shown(step.values[above])}"
    return words


def shown(value: Number) -> str:
    """A number as people read it: whole, or with three decimals."""
    if isinstance(value, int):
        return str(value)
    return "∞" if isinstance(value, float) else f"{float(value):.3f}"
