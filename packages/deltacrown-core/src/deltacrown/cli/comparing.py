"""`deltacrown compare FORMAT FORMAT … --entrants N`: formats side by side, for the same field with the same luck."""

from collections.abc import Iterator, Sequence
from typing import Any

import rich_click as click

from deltacrown import wire
from deltacrown.cli.experimenting import experiment, saying_what_is_wrong, settings, switches, with_options
from deltacrown.cli.simulating import heading, number, title
from deltacrown.engine import Engine
from deltacrown.laboratory import MEASURES, Figure, Report, comparison, differences
from deltacrown.laboratory import compare as compared

_GAP = 2


@click.command()
@click.argument("formats", metavar="FORMAT...", nargs=-1, required=True)
@switches
def compare(formats: tuple[str, ...], **chosen: Any) -> None:
    """Play formats out for the same field with the same luck, and show side by side what they would be like.

    Each FORMAT is the name of a format, with options where it has a colon (swiss:rounds=5,draws=false), or a file with
    the settings of a whole tournament as JSON. What is marked with ~ may be as good as in the first column: with 95 %
    confidence nobody can tell.
    """
    with saying_what_is_wrong():
        played = [settings(*with_options(word), chosen["seeding"]) for word in formats]
        reports = compared(Engine(), played, experiment(chosen))
    click.echo(wire.dumps(comparison(reports)) if chosen["as_json"] else "\n".join(_lines(reports)))


def _lines(reports: Sequence[Report]) -> Iterator[str]:
    yield heading(reports[0].experiment)
    yield ""
    widths = [max(len(report.name), len("100.0 ")) + _GAP for report in reports]
    yield " " * 18 + "".join(f"{report.name:>{width}}" for report, width in zip(reports, widths, strict=True))
    apart = differences(reports)
    for measure in MEASURES:
        cells = (
            number(measure, report.figures[measure.key].mean) + _mark(found.get(measure.key))
            if measure.key in report.figures
            else "- "
            for report, found in zip(reports, apart, strict=True)
        )
        line = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"{title(measure):<18}{line}".rstrip()


def _mark(difference: Figure | None) -> str:
    """Whether the difference to the first may be none, as far as anybody can tell."""
    if difference is None or difference.least == difference.most == 0:
        return " "
    low, high = difference.interval
    return "~" if low <= 0 <= high else " "
