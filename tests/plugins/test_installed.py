"""Installed packages: a community's format is there without a change anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import json
from deltacrown import load
registry = load(strict=True)
print(json.dumps({
    "formats": sorted(registry.formats), "notifiers": sorted(registry.notifiers),
    "from": registry.origins["Format", "simul"], "title": registry.formats["simul"].title,
}))
"""
PLAY = """
from deltacrown import *
from deltacrown.testing import finish
director = Director()
director.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("boards", "simul"),))))
director.submit(OpenRegistration())
for entrant in "abcde":
    director.submit(RegisterEntrant(entrant))
director.submit(StartTournament())
print(*(line.entrant for line in finish(director).ranking.standings))
"""


@pytest.fixture
def run(community: Path) -> "Run":
    return Run(community)


class Run:
    """Runs Python in a process that sees the community's packages."""

    def __init__(self, community: Path) -> None:
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(community), os.environ.get("PYTHONPATH", "")]),
        }

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_the_packages_are_found_by_their_entry_points(run: Run) -> None:
    """Installed next to everything else, a format and a notifier are in the registry, each with its origin."""
    found = json.loads(run("-c", SHOW))
    assert {"simul", "round_robin", "single_elimination"} <= set(found["formats"])
    assert "scoreline" in found["notifiers"]
    assert (found["from"], found["title"]) == ("simul", "Simultaneous exhibition")


def test_a_strangers_format_is_played_like_any_other(run: Run) -> None:
    """A tournament names it in its settings, and that is all."""
    assert run("-c", PLAY).split() == list("abcde")
