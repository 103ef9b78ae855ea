"""Playing out: the same field, run after run, in a format or in the settings of a whole tournament."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from deltacrown.commands import StartTournament
from deltacrown.engine import Engine
from deltacrown.errors import Refused
from deltacrown.fork import Fork, registered
from deltacrown.laboratory.clock import played
from deltacrown.laboratory.course import Course
from deltacrown.laboratory.experiment import Experiment
from deltacrown.laboratory.figure import Figure
from deltacrown.laboratory.luck import Luck
from deltacrown.laboratory.measures import MEASURES
from deltacrown.laboratory.report import Report
from deltacrown.outlook.values import Chance
from deltacrown.problems import Problem, Refusal
from deltacrown.stage.state import StageSettings
from deltacrown.tournament.state import TournamentSettings


def alone(
    format_: str, options: Mapping[str, Any] = MappingProxyType({}), seeding: str = "rating", name: str = ""
) -> TournamentSettings:
    """The settings of a tournament of one stage in this format, seeded by strength if nothing else is said."""
    return TournamentSettings(name or format_, (StageSettings("main", format_, options=options),), seeding)


def play_out(engine: Engine, settings: TournamentSettings, experiment: Experiment) -> Report:
    """The settings played again and again from the start to the end. Pure: the same question is answered the same.

    Raises Refused where that cannot be (the problems say why), and PluginFault where a plugin fails.
    """
    problems = tuple(experiment.problems())
    entrants = Refusal(problems) if problems else registered(engine, settings, experiment.field.registrations())
    if isinstance(entrants, Refusal):
        raise Refused(entrants.problems)
    endless = tuple(_open_ended(engine, settings))
    if endless:
        raise Refused(endless)
    courses = list(_courses(entrants, experiment))
    wins = {entrant: _chance(entrant, courses) for entrant in experiment.field.best_first}
    return Report(settings.name, experiment, MappingProxyType(_figures(courses)), MappingProxyType(wins))


def compare(engine: Engine, settings: Sequence[TournamentSettings], experiment: Experiment) -> tuple[Report, ...]:
    """Each of these played out by the same field with the same luck, so that what differs is not luck.

    Raises as `play_out` does.
    """
    return tuple(play_out(engine, one, experiment) for one in settings)


def _open_ended(engine: Engine, settings: TournamentSettings) -> Iterator[Problem]:
    """The stages that are open until people close them, for people arrange what is played in them."""
    for place, stage in enumerate(settings.stages):
        if engine.registry.formats[stage.format].open_ended:
            message = f"{stage.format!r} stays open until somebody closes it, and its matches are arranged by people"
            yield Problem("laboratory.open_ended", message, f"settings.stages.{place}.format")


def _courses(entrants: Fork, experiment: Experiment) -> Iterator[Course]:
    for run in range(experiment.runs):
        luck = Luck.of(experiment.field, f"{experiment.seed}/{run}")
        # The draw is the run's own: seedings and lots may hang on it.
        started = entrants.answered(StartTournament(luck.seed))
        if isinstance(started, Refusal):
            raise Refused(started.problems)
        yield Course.of(experiment.field, played(started, luck, experiment.stations), experiment.minutes)


def _figures(courses: Sequence[Course]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES:
        samples = [number for course in courses if (number := measure.of(course)) is not None]
        if len(samples) == len(courses):
            found[measure.key] = Figure(tuple(samples), share=measure.share)
    return found


def _chance(entrant: str, courses: Sequence[Course]) -> Chance:
    return Chance(sum(course.share(entrant, 1) for course in courses) / len(courses), len(courses))
