"""What the demonstration says in the terminal."""

from collections.abc import Mapping
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deltacrown_host.demo.playing import Played

_DASH = "\N{EN DASH}"
_TABLES_A_ROW = 2
_WIDEST_NAME = 14


def result_line(played: Played, names: Mapping[str, str]) -> Text:
    """One result: its number, its group or stage, who played, and the score with the winner in bold."""
    fixture = played.fixture
    home, away = (names[side] for side in fixture.sides)
    decided = fixture.shootout or fixture.points
    line = Text(f"{played.number:>3}/{played.of}  {played.where:<12}", style="dim")
    line.append(f"{home:>{_WIDEST_NAME}}", "bold not dim" if decided[0] > decided[1] else "not dim")
    line.append(f"  {_DASH.join(map(str, fixture.points))}  ", "bold not dim")
    line.append(away, "bold not dim" if decided[1] > decided[0] else "not dim")
    if fixture.shootout:
        line.append(f"  ({_DASH.join(map(str, fixture.shootout))} on penalties)")
    elif fixture.extra_time:
        line.append("  (after extra time)")
    return line


def tell_groups(console: Console, standings: Mapping[str, Any], advancing: int) -> None:
    """The tables of a stage side by side, each with what decided."""
    grid = Table.grid(padding=(0, 4))
    tables = [_table(table, advancing) for table in standings["tables"]]
    columns = _TABLES_A_ROW if console.width >= 110 else 1  # noqa: PLR2004 - what two tables need
    for start in range(0, len(tables), columns):
        grid.add_row(*tables[start : start + columns])
    console.print(grid)


def _table(table: Mapping[str, Any], advancing: int) -> Table:
    drawn = Table(title=table["name"], title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column("", justify="right")
    drawn.add_column("", min_width=_WIDEST_NAME, no_wrap=True)
    for heading in ("P", "W", "D", "L"):
        drawn.add_column(heading, justify="right")
    drawn.add_column("Score", justify="right")
    drawn.add_column("Pts", justify="right")
    drawn.add_column("decided by", no_wrap=True)
    for line in table["standings"]:
        record = line["record"]
        counts = [str(record[name]) for name in ("played", "won", "drawn", "lost")]
        score = f"{record['scored']}:{record['conceded']}"
        reason = line["reason"].replace("_", " ")
        style = "bold" if line["rank"] <= advancing else ""
        drawn.add_row(str(line["rank"]), line["name"], *counts, score, str(record["points"]), reason, style=style)
    return drawn


def placings_line(names: list[str]) -> str:
    """How it ended: "1 Argentina, 2 France, …"."""
    return ", ".join(f"{rank} {name}" for rank, name in enumerate(names, 1))
