"""What plugin authors test with: conformance kits to subclass, strategies, and a driver that plays to the end.

    from deltacrown.testing import FormatConformance

    class TestMine(FormatConformance):
        format = Mine()

Needs the extra `testing` (hypothesis, pytest).
"""

from deltacrown.testing.driver import commands, finish
from deltacrown.testing.format_conformance import FormatConformance
from deltacrown.testing.notifier_conformance import NotifierConformance
from deltacrown.testing.payout_rule_conformance import Payout, PayoutRuleConformance
from deltacrown.testing.playground import Playground, Unplayable
from deltacrown.testing.plays import Moment, Play
from deltacrown.testing.samples import sample_journal, sample_results
from deltacrown.testing.script import Script
from deltacrown.testing.seeding_conformance import SeedingConformance
from deltacrown.testing.strategies import Options, scripts
from deltacrown.testing.tie_breaker_conformance import TieBreakerConformance

__all__ = [
    "FormatConformance",
    "Moment",
    "NotifierConformance",
    "Options",
    "Payout",
    "PayoutRuleConformance",
    "Play",
    "Playground",
    "Script",
    "SeedingConformance",
    "TieBreakerConformance",
    "Unplayable",
    "commands",
    "finish",
    "sample_journal",
    "sample_results",
    "scripts",
]
