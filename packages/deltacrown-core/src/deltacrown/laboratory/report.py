"""Reports: what came out of playing settings out many times."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from deltacrown.laboratory.experiment import Experiment
from deltacrown.laboratory.figure import Figure
from deltacrown.outlook.values import Chance
from deltacrown.stage.slots import EntrantId


@frozen
class Report:
    """What came out.

    name     what was played
    figures  every measure (see `MEASURES`) that is defined, by its key
    wins     how likely each entrant ends first, the strongest first; who shares the first place has a part of it
    """

    name: str
    experiment: Experiment
    figures: Mapping[str, Figure]
    wins: Mapping[EntrantId, Chance]

    def data(self) -> dict[str, Any]:
        """What came out, as JSON holds it."""
        return {
            "name": self.name,
            "measures": {key: _numbers(figure) for key, figure in self.figures.items()},
            "wins": {entrant: chance.probability for entrant, chance in self.wins.items()},
        }


def differences(reports: Sequence[Report]) -> list[dict[str, Figure]]:
    """For each report how it differs from the first, by measure, where both have it."""
    first = reports[0].figures
    return [
        {key: figure.less(first[key]) for key, figure in report.figures.items() if key in first} for report in reports
    ]


def comparison(reports: Sequence[Report]) -> dict[str, Any]:
    """The reports as JSON holds them, under what they have in common, each with its differences from the first."""
    experiment = reports[0].experiment
    common = {
        "entrants": len(experiment.field.strengths),
        "strengths": dict(experiment.field.strengths),
        "draw_rate": experiment.field.draw_rate,
        "runs": experiment.runs,
        "seed": experiment.seed,
        "stations": experiment.stations,
        "minutes": experiment.minutes,
    }
    apart = [{key: _mean(figure) for key, figure in found.items()} for found in differences(reports)]
    each = [{**report.data(), "less_first": found} for report, found in zip(reports, apart, strict=True)]
    return {**common, "reports": each}


def _numbers(figure: Figure) -> dict[str, Any]:
    return {**_mean(figure), "min": figure.least, "max": figure.most}


def _mean(figure: Figure) -> dict[str, Any]:
    return {"mean": figure.mean, "interval": list(figure.interval)}
