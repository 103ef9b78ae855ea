"""Fuzzing: whole tournaments by seeded luck, with everything that can go wrong, and the laws after every step.

    report = fuzz(Engine(), 7)
    assert report.failure is None, report.failure

A seed gives the same tournament every time and everywhere. Each step draws from a seed of its own, so fewer steps are
the beginning of the same tournament, and a failure is made smaller by leaving steps out.
"""

from deltacrown.fuzzing.driver import fuzz
from deltacrown.fuzzing.plan import Plan
from deltacrown.fuzzing.report import Failure, Report
from deltacrown.fuzzing.shrinking import shrunk

__all__ = ["Failure", "Plan", "Report", "fuzz", "shrunk"]
