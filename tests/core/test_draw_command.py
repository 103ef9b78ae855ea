"""`deltacrown draw`: brackets as text and as data, and what cannot be drawn."""

import json
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    FileJournal,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    load,
)

from tests.command_line import Answer, deltacrown


def run(*arguments: str) -> Answer:
    return deltacrown("draw", *arguments)


def matches(*arguments: str) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    drawn: dict[str, Any] = json.loads(done.stdout)
    assert list(drawn) == ["matches"]
    found: list[dict[str, Any]] = drawn["matches"]
    return found


def test_a_bracket_as_data() -> None:
    """Every match with its key, section, round, title, slots and number of games, and nothing else."""
    found = matches("double_elimination", "--entrants", "3")
    assert found[0] == {
        "key": "W1-1",
        "section": "winners",
        "round": 1,
        "title": "Winners' semi-finals",
        "slots": [{"seed": 1}, {"bye": True}],
        "best_of": 1,
    }
    assert [(match["key"], match["section"], match["round"], match["slots"]) for match in found[1:]] == [
        ("W1-2", "winners", 1, [{"seed": 2}, {"seed": 3}]),
        ("W2-1", "winners", 2, [{"winner_of": "W1-1"}, {"winner_of": "W1-2"}]),
        ("L1-1", "losers", 1, [{"loser_of": "W2-1"}, {"loser_of": "W1-2"}]),
        ("grand-final", "final", 1, [{"winner_of": "W2-1"}, {"winner_of": "L1-1"}]),
        ("grand-final-reset", "final", 2, [{"loser_of": "grand-final"}, {"winner_of": "grand-final"}]),
    ]
    assert [match.get("second_of") for match in found] == [None] * 5 + ["grand-final"]


def test_what_is_drawn_is_the_bracket_given_as_data() -> None:
    """Also the second grand final, which is played only where it is needed."""
    drawn = matches("double_elimination", "--entrants", "6", "--option", 'best_of_by_round={"grand final": 5}')
    assert matches("custom_bracket", "--entrants", "6", "--option", f"matches={json.dumps(drawn)}") == drawn


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
    """Each shows who plays, in its bracket or in its first round, or else who takes part; the data of one is a bracket given as data."""
    bracket = json.dumps(matches("double_elimination", "--entrants", "4"))
    for name in load().formats:
        options = ["--option", f"matches={bracket}"] if name == "custom_bracket" else []
        done = run(name, "--entrants", "4", *options)
        assert not done.stderr, name
        assert {"1", "2"} <= set(done.stdout.split()), name


def test_a_picture_goes_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    """The same bytes either way."""
    file = tmp_path / "bracket.svg"
    assert run("double_elimination", "--entrants", "8", "--svg", str(file)).stdout == ""
    assert run("double_elimination", "--entrants", "8", "--svg").stdout == file.read_text()
    assert "<title>Double elimination, 8 entrants</title>" in file.read_text()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The journal of a cup of two groups, whose knock-out has been played in part."""
    file = tmp_path / "cup.jsonl"
    cup = Director(journal=FileJournal(file))
    places = (("A", 1), ("B", 1), ("B", 2), ("A", 2))
    sources = tuple(Source("groups", rank, f"Group {letter}") for letter, rank in places)
    stages = (
        StageSettings("groups", "round_robin", "Group stage", {"groups": 2}),
        StageSettings("ko", "single_elimination", sources=sources),
    )
    cup.submit(CreateTournament("cup", TournamentSettings("The Cup", stages)))
    cup.submit(OpenRegistration())
    for entrant in ("ann", "bob", "cid", "dee", "eve", "fay"):
        cup.submit(RegisterEntrant(entrant))
    cup.submit(StartTournament())
    for number, match in enumerate(cup.tournament.stages[0].matches):
        cup.submit(ReportResult("groups", match, Score((number, 2))))
    cup.submit(ReportResult("ko", "R1-1", Score((2, 5))))
    return file


def test_a_journal_is_drawn_as_it_stands(journal: Path) -> None:
    """Every stage under its name, or the one that is asked for: tables with who stands where, and scores."""
    text = run(str(journal)).stdout
    assert text.startswith("The Cup\n\nGroup stage\n\nGroup A\n")
    assert "Matchday 3" in text
    assert any(
        line.split()[-6:] == ["P", "W", "D", "L", "+/\N{MINUS SIGN}", "Pts"] for line in text.splitlines() if line
    )
    only = run(str(journal), "--stage", "ko").stdout
    assert "Group A" not in only
    assert " 5 ┘" in only
    assert "Matchday" not in only


def test_a_journal_as_data_and_as_a_picture(journal: Path) -> None:
    """The data of each stage says who played and how it ended; the picture holds every match."""
    data = json.loads(run(str(journal), "--json").stdout)
    assert [stage["key"] for stage in data["stages"]] == ["groups", "ko"]
    semi, other, final = data["stages"][1]["matches"]
    assert semi["outcome"]["score"]["points"] == [2, 5]
    assert final["entrants"][0] == semi["entrants"][1]
    assert other["outcome"] is None
    picture = run(str(journal), "--svg").stdout
    for stage in data["stages"]:
        for match in stage["matches"]:
            assert f'data-match="{match["key"]}"' in picture


def test_what_is_wrong_with_a_journal_is_said(journal: Path) -> None:
    """A stage that is not there, and a line that was changed."""
    done = run(str(journal), "--stage", "final")
    assert (done.exit_code, done.stderr) == (1, "no stage 'final' has opened; there are: groups, ko\n")
    journal.write_text(journal.read_text().replace("ann", "zoe"))
    done = run(str(journal))
    assert done.exit_code == 1
    assert done.stderr.startswith("event ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense", "--entrants", "4"], "there is no file 'nonsense', and no such format is installed"),
        (["single_elimination"], "say how many take part"),
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
    assert done.exit_code == 1
    assert said in done.stderr
    assert not done.stdout
