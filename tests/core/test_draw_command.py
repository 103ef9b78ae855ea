"""`deltacrown draw`: brackets as text and as data, and what cannot be drawn."""

import json
import subprocess
import sys
from typing import Any

import pytest
from deltacrown import load


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deltacrown.cli", "draw", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def matches(*arguments: str) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    drawn: dict[str, Any] = json.loads(done.stdout)
    assert list(drawn) == ["matches"]
    found: list[dict[str, Any]] = drawn["matches"]
    return found


def test_a_bracket_as_data() -> None:
    """Every match with its key, section, round and slots, and nothing else."""
    assert matches("double_elimination", "--entrants", "3") == [
        {"key": "W1-1", "section": "winners", "round": 1, "slots": [{"seed": 1}, {"bye": True}]},
        {"key": "W1-2", "section": "winners", "round": 1, "slots": [{"seed": 2}, {"seed": 3}]},
        {"key": "W2-1", "section": "winners", "round": 2, "slots": [{"winner_of": "W1-1"}, {"winner_of": "W1-2"}]},
        {"key": "L1-1", "section": "losers", "round": 1, "slots": [{"loser_of": "W2-1"}, {"loser_of": "W1-2"}]},
        {"key": "grand-final", "section": "final", "round": 1, "slots": [{"winner_of": "W2-1"}, {"winner_of": "L1-1"}]},
    ]


def test_a_bracket_as_text() -> None:
    """Sections one below the other, lines between rounds, and in words who is awaited from elsewhere."""
    lines = run("double_elimination", "--entrants", "4").stdout.splitlines()
    assert [line for line in lines if line in {"winners", "losers", "final"}] == ["winners", "losers", "final"]
    assert any(line.split() == ["Losers'", "round", "1", "Losers'", "final"] for line in lines)
    assert any(line.strip().startswith("loser of W2-1") for line in lines)
    assert any(line.startswith("winner of L2-1") for line in lines)


def test_options_are_json_or_else_texts() -> None:
    """Numbers, truth values and objects are read as JSON; a word stands for itself."""
    keys = [match["key"] for match in matches("single_elimination", "--entrants", "4", "--option", "third_place=true")]
    assert keys == ["R1-1", "R1-2", "final", "third-place"]
    options = ("--option", "grand_final=none", "--option", 'best_of_by_round={"winners\' final": 3}')
    keys = [match["key"] for match in matches("double_elimination", "--entrants", "4", *options)]
    assert keys == ["W1-1", "W1-2", "W2-1", "L1-1", "L2-1"]


def test_every_installed_format_can_be_drawn() -> None:
    """With eight entrants each shows matches; those that plan by rounds show the first."""
    for name in load().formats:
        assert matches(name, "--entrants", "8"), name
        assert "┐" in (text := run(name, "--entrants", "8").stdout) or " - " in text, name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense", "--entrants", "4"], "format 'nonsense' is not installed"),
        (["single_elimination", "--entrants", "1"], "at least 2 are needed"),
        (["single_elimination", "--entrants", "4", "--option", "third_place"], "NAME=VALUE"),
        (["single_elimination", "--entrants", "4", "--option", "third=1"], "option third: there is no such field"),
        (["single_elimination", "--entrants", "4", "--option", "third_place=7"], "option third_place: expected true"),
        (["single_elimination", "--entrants", "4", "--option", "best_of=2"], "option best_of: the number of games"),
        (
            ["double_elimination", "--entrants", "4", "--option", "grand_final=no"],
            "option grand_final: expected one of",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments: list[str], said: str) -> None:
    """Every reason in a sentence on standard error, and exit code 1."""
    done = run(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert not done.stdout
