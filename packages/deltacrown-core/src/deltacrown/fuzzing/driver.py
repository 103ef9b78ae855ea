"""The driver: one tournament by a seed, step by step, until a law breaks or the tournament has ended."""

from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb

from deltacrown.engine import Engine
from deltacrown.fuzzing import ending
from deltacrown.fuzzing.commanding import command
from deltacrown.fuzzing.incidents import LIKELY
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.plan import Plan
from deltacrown.fuzzing.report import Broken, Failure, Report
from deltacrown.fuzzing.world import World

_COMMANDS_AN_INCIDENT = 4


def fuzz(engine: Engine, plan: Plan | int) -> Report:
    """Play the tournament of the plan, or of a seed alone, and report what happened. Never raises for what it finds."""
    plan = Plan(plan) if isinstance(plan, int) else plan
    with TemporaryDirectory() as folder:
        world = World(engine, plan, Path(folder))
        try:
            _play(world)
        except Broken as broken:
            world.report.failure = _failure(world, broken.law, str(broken))
        except Exception as error:  # noqa: BLE001 - whatever escapes from the core is a finding
            world.report.failure = _failure(
                world, f"no exception in {_where(error)}", f"{type(error).__name__}: {error}"
            )
        world.report.phase = world.tournament.phase.value
        return world.report


def _play(world: World) -> None:
    plan = world.plan
    for step in range(1, plan.steps + 1):
        world.report.steps = step
        if step not in plan.without:
            _step(world, Luck(f"{plan.seed}/{step}"), f"step-{step}")
    ending.play_to_the_end(world, Luck(f"{plan.seed}/end"))
    ending.check_the_journal(world)


def _step(world: World, luck: Luck, order: str) -> None:
    """A command, or an incident. Each step has luck of its own, so that others can be left out."""
    world.pass_time(luck)
    if luck.below(_COMMANDS_AN_INCIDENT + 1):
        asked = command(world.scene(), luck)
        world.doing = repr(asked)
        world.submit(asked, order)
    else:
        incident = luck.weighted(LIKELY)
        world.doing = incident.__name__
        world.report.incidents[incident.__name__] += 1
        incident(world, luck, order)


def _where(error: Exception) -> str:
    last = extract_tb(error.__traceback__)[-1]
    return f"{last.name} ({Path(last.filename).name}, line {last.lineno})"


def _failure(world: World, law: str, message: str) -> Failure:
    journal = tuple(world.journal.read())
    return Failure(world.plan.seed, world.report.steps, world.doing, law, message, journal)
