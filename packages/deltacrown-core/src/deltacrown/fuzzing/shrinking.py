"""Shrinking: the fewest steps that still break the same law."""

from attrs import evolve

from deltacrown.engine import Engine
from deltacrown.fuzzing.driver import fuzz
from deltacrown.fuzzing.plan import Plan
from deltacrown.fuzzing.report import Failure


def shrunk(engine: Engine, plan: Plan, failure: Failure) -> tuple[Plan, Failure]:
    """A smaller plan that breaks the same law, and how. Steps are left out by halves, quarters … one by one."""
    plan = evolve(plan, steps=min(plan.steps, failure.step))
    size = plan.steps
    while size:
        for start in range(1, plan.steps + 1, size):
            smaller = evolve(plan, without=plan.without | set(range(start, start + size)))
            found = fuzz(engine, smaller).failure if smaller.without != plan.without else None
            if found is not None and found.law == failure.law:
                plan, failure = smaller, found
        size //= 2
    return plan, failure
