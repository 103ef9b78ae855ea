"""`deltacrown simulate FORMAT --entrants N`: what a format, or a whole tournament, would be like."""

from collections.abc import Iterator
from typing import Any

import rich_click as click

from deltacrown import wire
from deltacrown.cli.experimenting import experiment, saying_what_is_wrong, settings, switches
from deltacrown.engine import Engine
from deltacrown.laboratory import MEASURES, Experiment, Measure, Report, comparison, play_out


@click.command()
@click.argument("what", metavar="FORMAT")
@click.option("--option", "options", multiple=True, metavar="K=V", help="An option of the format; may be repeated.")
@switches
def simulate(what: str, options: tuple[str, ...], **chosen: Any) -> None:
    """Play FORMAT out many times for a field, and say what it would be like: how long, how many matches, who wins.

    FORMAT is the name of a format, or a file with the settings of a whole tournament as JSON. The formats themselves
    are played; results are drawn by strength (Elo). Values of options are JSON; what is not JSON is a text.
    """
    with saying_what_is_wrong():
        report = play_out(Engine(), settings(what, options, chosen["seeding"]), experiment(chosen))
    click.echo(wire.dumps(comparison([report])) if chosen["as_json"] else "\n".join(_lines(report)))


def heading(experiment_: Experiment) -> str:
    """What is held the same, in a line."""
    hall = "as many stations as needed" if experiment_.stations is None else f"{experiment_.stations} stations"
    return (
        f"{len(experiment_.field.strengths)} entrants, {hall}, {experiment_.minutes:g} minutes a game, "
        f"{experiment_.runs:,} runs of seed {experiment_.seed}"
    )


def number(measure: Measure, value: float) -> str:
    """The number as people read it; a share as per cent."""
    return f"{100 * value:.1f}" if measure.share else f"{value:.2f}"


def title(measure: Measure) -> str:
    """What the measure is called, with its unit."""
    return f"{measure.title}, %" if measure.share else measure.title


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.name}: {heading(report.experiment)}"
    yield ""
    yield f"{'':<18}{'mean':>8}{'95 % interval':>18}{'min':>8}{'max':>8}"
    for measure in MEASURES:
        figure = report.figures.get(measure.key)
        if figure is not None:
            mean, least, most, low, high = (
                number(measure, value) for value in (figure.mean, figure.least, figure.most, *figure.interval)
            )
            yield f"{title(measure):<18}{mean:>8}{f'{low} to {high}':>18}{least:>8}{most:>8}"
