"""`deltacrown rank FILE`: the tables of a results file, with the criterion that decided each place."""

import sys
from fractions import Fraction
from pathlib import Path

import rich_click as click
from attrs import evolve
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deltacrown import wire
from deltacrown.contracts.results_reader import RankedResults
from deltacrown.errors import Malformed, PluginFault
from deltacrown.plugins.reading import rank_by_reader
from deltacrown.plugins.registry import load
from deltacrown.ranking import Number, Ranking, Standing
from deltacrown.results_file import ResultsTable, read_tables
from deltacrown.results_file import rank as rank_table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tie-breaks", default="", help='The criteria in their order, such as "BH/C1,SB"; points come first.')
@click.option("--edition", default="", help="The edition of the rules, where there are several: 2024 or 2026.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a table, for other programs.")
def rank(file: Path, tie_breaks: str, edition: str, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Rank the table or tables in a results file, and say which criterion decided each place.

    The file holds tables of matches, or is of a kind that a plugin reads, such as a Swiss tournament of chess.
    """
    registry = load()
    words = [word.strip() for word in tie_breaks.split(",") if word.strip()]
    try:
        text = file.read_bytes()
        ranked = rank_by_reader(registry, text, words, edition)
        if ranked is None:
            tables = [evolve(table, rules=tuple(words)) if words else table for table in read_tables(text)]
            rankings = [rank_table(table, registry) for table in tables]
    except Malformed as error:
        for problem in error.problems:
            click.echo(f"{file}: {problem.field + ': ' if problem.field else ''}{problem.message}", err=True)
        sys.exit(1)
    except PluginFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    if ranked is not None:
        _show_ranked(ranked, as_json=as_json)
        return
    console = _console()
    for table, ranking in zip(tables, rankings, strict=True):
        if as_json:
            groups = [list(group) for group in ranking.groups]
            click.echo(wire.dumps({"name": table.name, "ranking": groups}))
        else:
            console.print(_drawn(table, ranking))


def _show_ranked(ranked: RankedResults, *, as_json: bool) -> None:
    if not as_json:
        _console().print(_drawn_values(ranked))
        return
    values = {
        name: {entrant: written(value) for entrant, value in numbers.items()} for name, numbers in ranked.values.items()
    }
    groups = [list(group) for group in ranked.groups]
    click.echo(wire.dumps({"name": ranked.name, "ranking": groups, "values": values}))


def _console() -> Console:
    # Names are data: nothing in them is markup, and nothing in them moves the cursor.
    return Console(markup=False, emoji=False, highlight=False)


def _plain(text: str) -> Text:
    return Text("".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text))


def written(value: int | Fraction | None) -> int | float | str | None:
    """An exact number as JSON: a number where it has an end as a decimal ("7.5"), else a fraction as text ("1/3")."""
    if not isinstance(value, Fraction):
        return value
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return str(value) if rest > 1 else float(value)


def _drawn_values(ranked: RankedResults) -> Table:
    drawn = Table(title=_plain(ranked.name), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column("", justify="right")
    drawn.add_column("", no_wrap=True)
    for heading in ranked.values:
        drawn.add_column(heading, justify="right")
    place = 1
    for group in ranked.groups:
        for entrant in group:
            numbers = [column.get(entrant) for column in ranked.values.values()]
            cells = ("" if number is None else str(written(number)) for number in numbers)
            drawn.add_row(f"{place}.", _plain(ranked.names.get(entrant, entrant)), *cells)
        place += len(group)
    return drawn


def _drawn(table: ResultsTable, ranking: Ranking) -> Table:
    drawn = Table(title=_plain(table.name), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
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
        drawn.add_row(
            f"{line.rank}.", _plain(table.names[line.entrant]), *(shown(number) for number in numbers), reason
        )
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
