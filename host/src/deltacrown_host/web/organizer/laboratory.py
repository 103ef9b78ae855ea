"""What the format laboratory says of formats for a field, hours and stations, in numbers to choose by."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from deltacrown import Engine, PluginFault, Refused
from deltacrown.laboratory import Experiment, Field, Report, alone, play_out

from deltacrown_host.web.language import said
from deltacrown_host.web.view.stages import format_title

MOST_ENTRANTS = 64
"""In a page one waits for no larger field: `deltacrown simulate` plays those."""
MOST_FORMATS = 5
_RUNS = 12


@frozen
class Sight:
    """A format as it would be; `why_not` where it cannot be played by such a field."""

    format: str
    title: str
    matches: str = ""
    each: str = ""
    rounds: str = ""
    hours: str = ""
    best_wins: str = ""
    why_not: str = ""


def offered(engine: Engine) -> tuple[tuple[str, str], ...]:
    """The formats that a stage may have, by name, with their titles."""
    return tuple((name, format_title(engine, name)) for name in sorted(engine.registry.formats))


def sights(
    engine: Engine, formats: Sequence[str], entrants: int, stations: int | None, minutes: int
) -> tuple[Sight, ...]:
    """Each format played out by the same field with the same luck."""
    return tuple(_sights(engine, formats[:MOST_FORMATS], entrants, stations, minutes))


def _sights(
    engine: Engine, formats: Sequence[str], entrants: int, stations: int | None, minutes: int
) -> Iterator[Sight]:
    field = Field.normal(max(2, min(entrants, MOST_ENTRANTS)))
    experiment = Experiment(field, runs=_RUNS, stations=stations, minutes=max(1, minutes))
    for name in formats:
        if name in engine.registry.formats:
            title = format_title(engine, name)
            try:
                yield _sight(name, title, play_out(engine, alone(name), experiment))
            except Refused as refusal:
                yield Sight(name, title, why_not="; ".join(said(problem.message) for problem in refusal.problems))
            except PluginFault as fault:
                yield Sight(name, title, why_not=str(fault))


def _sight(name: str, title: str, report: Report) -> Sight:
    mean = {key: figure.mean for key, figure in report.figures.items()}
    fewest, most = round(mean["fewest"]), round(mean["most"])
    return Sight(
        name,
        title,
        matches=f"{mean['matches']:.0f}",
        each=str(fewest) if fewest == most else f"{fewest}\N{EN DASH}{most}",
        rounds=f"{mean['rounds']:.0f}",
        hours=f"{mean['hours']:.1f}",
        best_wins=f"{mean['best_wins']:.0%}",
    )
