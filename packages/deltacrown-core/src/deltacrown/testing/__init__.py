"""What plugin authors test with: conformance kits to subclass, strategies, and a driver that plays to the end.

    from deltacrown.testing import FormatConformance

    class TestMine(FormatConformance):
        format = Mine()

Needs the extra `testing` (hypothesis, pytest).
"""

from deltacrown.testing.driver import commands, finish
from deltacrown.testing.format_conformance import FormatConformance
from deltacrown.testing.playground import Playground, Unplayable
from deltacrown.testing.plays import Moment, Play
from deltacrown.testing.script import Script
from deltacrown.testing.strategies import Options, scripts

__all__ = [
    "FormatConformance",
    "Moment",
    "Options",
    "Play",
    "Playground",
    "Script",
    "Unplayable",
    "commands",
    "finish",
    "scripts",
]
