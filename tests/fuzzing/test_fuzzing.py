"""Seeded whole tournaments: every law holds after every step, and a seed gives the same tournament everywhere."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from deltacrown import Engine, load, read_lines, verify
from deltacrown.commands import Command
from deltacrown.fuzzing import Plan, fuzz
from deltacrown.fuzzing.commanding import KINDS
from deltacrown.fuzzing.incidents import LIKELY

from tests.command_line import deltacrown

ENGINE = Engine(load())
# Luck writes matches, but not such as make a bracket.
FORMATS = sorted(set(ENGINE.registry.formats) - {"custom_bracket"})
SEEDS = range(24)


def run(*arguments: str | Path, hash_seed: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deltacrown.cli", "fuzz", *map(str, arguments)]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_law_holds_after_every_step(seed: int) -> None:
    """Whatever is tried, in whatever order, and whatever goes wrong around it."""
    report = fuzz(ENGINE, Plan(seed, steps=40))
    assert report.failure is None, report.failure


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_played_to_its_end(name: str) -> None:
    """Fuzzing can be of one format only; among some seeds there is a tournament that ends."""
    reports = [fuzz(ENGINE, Plan(seed, 40, formats=(name,))) for seed in range(100, 104)]
    assert [report.failure for report in reports] == [None] * 4
    assert any(report.events["TournamentCompleted"] for report in reports)


def test_everything_that_can_be_tried_is_tried() -> None:
    """Every kind of command and every incident comes up in a few tournaments."""
    tried: Counter[str] = Counter()
    for seed in range(200, 212):
        report = fuzz(ENGINE, Plan(seed, 120))
        assert report.failure is None, report.failure
        tried.update(report.tried)
        tried.update(report.incidents)
    expected = {kind.__name__ for kind in KINDS} | {incident.__name__ for incident in LIKELY}
    assert expected - set(tried) == set()
    assert set(KINDS) == set(Command.__args__)


def test_a_seed_is_the_same_tournament_in_every_process() -> None:
    """The order of sets and the hash of a text differ between processes; no journal depends on them."""
    summaries = [run("--seed", "3", "--tournaments", "3", hash_seed=number).stdout for number in (1, 2)]
    assert "every law holds" in summaries[0]
    assert summaries[0] == summaries[1]


def test_a_seed_is_the_same_tournament_again() -> None:
    """Down to the last digest, refusals and crashes included; so a seed is all that a report of a bug needs."""
    first, again = (fuzz(ENGINE, 5) for _ in range(2))
    assert first.digest
    assert first == again


def test_the_command_leaves_a_journal_that_can_be_looked_at(tmp_path: Path) -> None:
    """Exit code 1 with the seed and the fewest steps; the journal and the commands are kept."""
    plugin = tmp_path / "forgetful.py"
    plugin.write_text(FORGETFUL)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    code = "import forgetful; from deltacrown.cli import main; main()"
    command = [sys.executable, "-c", code, "fuzz", "--seed", "0", "--keep", str(tmp_path / "kept")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert "counts: " in done.stderr
    assert "again: deltacrown fuzz --seed" in done.stderr
    (journal,) = (tmp_path / "kept").glob("*.jsonl")
    assert verify(ENGINE, read_lines(journal.read_text().splitlines())).digest
    assert "CreateTournament" in journal.with_suffix(".txt").read_text()


FORGETFUL = """
from deltacrown import evolve, events
from deltacrown.replacing import replace
from deltacrown.stage.evolve import changed

right = evolve._EVOLVE[events.MatchCompleted]


def uncounted(tournament, event):
    return changed(right(tournament, event), event.stage, lambda stage: replace(stage, undecided=stage.undecided + 1))


evolve._EVOLVE[events.MatchCompleted] = uncounted
"""


def test_an_unknown_format_is_told() -> None:
    """A slip in a name is no empty run."""
    done = deltacrown("fuzz", "--format", "swizz")
    assert done.exit_code == 2
    assert "'swizz' is not installed" in done.stderr
