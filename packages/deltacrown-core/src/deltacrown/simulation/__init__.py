"""The simulation: whole tournaments by seeded luck, with everything that can go wrong, and the laws after every step.

    report = simulate(Engine(), seed=7)
    assert report.failure is None, report.failure

A seed gives the same tournament every time and everywhere. Each step draws from a seed of its own, so fewer steps are
the beginning of the same tournament, and a failure is made smaller by leaving steps out.
"""

from deltacrown.simulation.driver import simulate
from deltacrown.simulation.plan import Plan
from deltacrown.simulation.report import Failure, Report
from deltacrown.simulation.shrinking import shrunk

__all__ = ["Failure", "Plan", "Report", "shrunk", "simulate"]
