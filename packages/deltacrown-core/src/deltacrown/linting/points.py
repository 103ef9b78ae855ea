"""Points that pay for losing."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from deltacrown.errors import PluginFault
from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.outlook.hidden import Hidden
from deltacrown.plugins import asking
from deltacrown.stage.state import Stage


def upside_down(case: Case) -> Iterator[Advice]:
    """Where a worse result brings more points, and points are looked at: proved by hiding them."""
    for settings in case.settings.stages:
        stage = case.stage(settings.key)
        if stage is None:
            continue
        points, draws = settings.points, case.draws(stage)
        worth = {"win": points.win, "draw": points.draw, "loss": points.loss}
        pairs = [("win", "draw"), ("draw", "loss"), ("win", "loss")] if draws else [("win", "loss")]
        wrong = [(better, worse) for better, worse in pairs if worth[better] < worth[worse]]
        if wrong and read(case, stage):
            better, worse = wrong[0]
            message = (
                f"a {worse} brings {worth[worse]} points and a {better} {worth[better]}: "
                f"whoever turns a {better} into a {worse} is better off"
            )
            yield Advice("lint.losing_helps", message, case.path(settings.key, "points"))


def read(case: Case, stage: Stage) -> bool:
    """Whether anything that ranks the stage looks at what results are worth."""
    looked: list[str] = []
    hidden: Any = Hidden(looked)
    try:
        asking.rank(case.engine.registry, evolve(stage, settings=evolve(stage.settings, points=hidden)))
    except PluginFault:
        return bool(looked)
    return bool(looked)
