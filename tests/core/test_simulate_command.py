"""`deltacrown simulate` and `deltacrown compare`: what is asked for on the command line, and what is printed."""

import json
from pathlib import Path
from typing import Any

import pytest
from deltacrown import Source, StageSettings, TournamentSettings, wire
from deltacrown.laboratory import MEASURES

from tests.command_line import deltacrown


def lines(*arguments: str | Path) -> list[str]:
    done = deltacrown(*arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()


def data(*arguments: str | Path) -> dict[str, Any]:
    done = deltacrown(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(printed: list[str], title: str) -> list[str]:
    """The numbers behind the title."""
    return next(line.removeprefix(title).split() for line in printed if line.startswith(title))


def test_a_format_is_simulated() -> None:
    """What was played in a line, then every measure with its mean, its interval and its ends."""
    options = ("--option", "third_place=true", "--stations", "4", "--minutes", "15", "--runs", "20", "--seed", "7")
    printed = lines("simulate", "single_elimination", "--entrants", "16", *options)
    assert printed[0] == (
        "single_elimination:third_place=true: 16 entrants, 4 stations, 15 minutes a game, 20 runs of seed 7"
    )
    assert row(printed, "matches ") == ["16.00", "16.00", "to", "16.00", "16.00", "16.00"]
    # Two quarter-hours for the first round, then one a round; the match for third place beside the final.
    assert row(printed, "hours") == ["1.25", "1.25", "to", "1.25", "1.25", "1.25"]
    for measure in MEASURES:
        assert any(line.startswith(measure.title) for line in printed), measure.title


def test_formats_are_compared() -> None:
    """A column each; what cannot be told from the first is marked, what is the same is not."""
    words = ("single_elimination", "single_elimination:third_place=true", "swiss:rounds=3,draws=false")
    printed = lines("compare", *words, "--entrants", "8", "--runs", "60", "--stations", "2")
    assert printed[0] == "8 entrants, 2 stations, 30 minutes a game, 60 runs of seed 0"
    assert printed[2].split() == [*words]
    assert row(printed, "matches ") == ["7.00", "8.00", "12.00"]
    assert row(printed, "hours") == ["2.00", "2.00", "3.00"]
    first, second, _ = row(printed, "the best wins, %")
    assert first == second
    marked = lines("compare", "swiss", "swiss:within=fold", "--entrants", "8", "--runs", "8")
    assert row(marked, "the best wins, %")[1].endswith("~")


def test_the_data_are_the_same_in_every_process() -> None:
    """A seed gives the same numbers again; the random order of a set in one process is nowhere in them."""
    arguments = (
        "compare",
        "double_elimination",
        "round_robin",
        "--entrants",
        "6",
        "--runs",
        "15",
        "--seeding",
        "random",
    )
    first = data(*arguments)
    assert first == data(*arguments)
    assert [report["name"] for report in first["reports"]] == ["double_elimination", "round_robin"]
    assert first["stations"] is None


def test_strengths_come_from_a_file(tmp_path: Path) -> None:
    """Names with Elo; who is far better wins always."""
    file = tmp_path / "strengths.json"
    file.write_text('{"ana": 1500, "bo": 9000, "cy": 1400.5}')
    found = data("simulate", "round_robin", "--strengths", file, "--runs", "5", "--draws", "0")
    assert found["strengths"] == {"ana": 1500, "bo": 9000, "cy": 1400.5}
    assert found["reports"][0]["wins"]["bo"] == 1


def test_settings_of_a_whole_tournament_are_played(tmp_path: Path) -> None:
    """A file stands where a format could: groups and a final, beside a plain knock-out."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    sources = (Source("groups", 1, "Group A"), Source("groups", 1, "Group B"))
    final = StageSettings("final", "single_elimination", sources=sources)
    file = tmp_path / "cup.json"
    file.write_text(wire.dumps(wire.unstructure(TournamentSettings("Cup", (groups, final)))))
    assert lines("simulate", file, "--entrants", "8", "--runs", "5")[0].startswith("Cup: 8 entrants")
    printed = lines("compare", "single_elimination", file, "--entrants", "8", "--runs", "5")
    assert row(printed, "matches ") == ["7.00", "13.00"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["simulate", "nonsense", "--entrants", "4"], "'nonsense' is not installed; there is"),
        (["simulate", "single_elimination", "--entrants", "1"], "at least 2 are needed"),
        (["simulate", "single_elimination"], "either --entrants N or --strengths FILE"),
        (["simulate", "single_elimination", "--entrants", "4", "--option", "third_place"], "NAME=VALUE"),
        (["simulate", "single_elimination", "--entrants", "4", "--option", "third=1"], "option third: there is no"),
        (["simulate", "single_elimination", "--entrants", "4", "--seeding", "guess"], "'guess' is not installed"),
        (["compare", "swiss", "round_robin:groups=9", "--entrants", "4"], "option groups: 4 entrants do not fill 9"),
        (["compare", "swiss", "swiss:rounds", "--entrants", "4"], "NAME=VALUE"),
        (["simulate", "ladder", "--entrants", "4"], "'ladder' stays open until somebody closes it"),
        (["compare", "swiss", "ladder", "--entrants", "4"], "'ladder' stays open until somebody closes it"),
    ],
)
def test_what_cannot_be_played_out_is_said(arguments: list[str], said: str) -> None:
    """Every reason in a sentence on standard error, and exit code 1."""
    done = deltacrown(*arguments)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_field_is_refused(tmp_path: Path) -> None:
    """Strengths are numbers by name, and settings are settings."""
    file = tmp_path / "wrong.json"
    for text in ("[1, 2]", '{"ana": "strong"}', "nonsense"):
        file.write_text(text)
        for arguments in (("round_robin", "--strengths", file), (file, "--entrants", "4")):
            done = deltacrown("simulate", *arguments)
            assert done.exit_code == 1
            assert done.stderr
            assert "Traceback" not in done.stderr


def test_options_hold_commas_inside_json() -> None:
    """Only a comma before NAME= begins the next option."""
    word = 'single_elimination:best_of_by_round={"final":3,"semi-finals":5},third_place=true'
    printed = lines("compare", word, "--entrants", "4", "--runs", "3")
    assert row(printed, "matches ") == ["4.00"]
