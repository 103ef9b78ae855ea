"""`deltacrown rank`: real tables, and files that are not tables."""

import json
from pathlib import Path
from typing import Any

import pytest
from deltacrown import load
from deltacrown.results_file import rank, read_tables

from tests.command_line import deltacrown

NETHERLANDS = {"id": "NED", "name": "Netherlands"}
QATAR = {"id": "QAT", "name": "Qatar"}
GROUP: dict[str, Any] = {
    "name": "Group A",
    "participants": [QATAR, NETHERLANDS],
    "rules": ["points", "goal_difference"],
    "matches": [{"home": "NED", "away": "QAT", "score": [2, 0]}],
}


def test_every_official_table_is_reproduced(corpora: Path) -> None:
    """All group tables of the corpora come out as published, each place by the criterion that decided it."""
    registry = load()
    for path in sorted((corpora / "groups").glob("*.json")):
        data = json.loads(path.read_text())
        for official, table in zip(data.get("groups", [data]), read_tables(path.read_text()), strict=True):
            ranking = rank(table, registry)
            expected = official.get("official_standings") or official["computed_standings"]
            found = [line.entrant for line in ranking.standings]
            assert found == [line["id"] for line in expected], (path.name, table.name)
            assert [line.reason for line in ranking.standings[1:]] == official["decided_by"], (path.name, table.name)


def test_json_is_one_line_a_table(tmp_path: Path) -> None:
    """Another program reads the name and the tied groups of each table, in the order of the file."""
    level = {**GROUP, "name": "Level", "matches": []}
    file = tmp_path / "groups.json"
    file.write_text(json.dumps({"groups": [GROUP, level]}))
    done = deltacrown("rank", file, "--json")
    assert done.exit_code == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"name": "Group A", "ranking": [["NED"], ["QAT"]]},
        {"name": "Level", "ranking": [["QAT", "NED"]]},
    ]


def test_people_read_names_numbers_and_the_criterion(tmp_path: Path) -> None:
    """Without --json there is a table with names, and what decided each place."""
    file = tmp_path / "group.json"
    file.write_text(json.dumps(GROUP))
    done = deltacrown("rank", file)
    assert done.exit_code == 0
    assert "Netherlands" in done.stdout
    assert "points" in done.stdout.splitlines()[-2]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rules": ["points", "coin"]}, "rules: 'coin' is not one of"),
        ({"matches": [{"home": "NED", "away": "GER", "score": [1, 0]}]}, "matches.0.away: 'GER' is not listed"),
        ({"matches": [{"home": "NED", "away": "NED", "score": [1, 0]}]}, "matches.0: 'NED' meets itself"),
        ({"matches": [{"home": "NED", "away": "QAT", "score": [-1, 0]}]}, "matches.0.score: scores count from 0"),
        (
            {"matches": [{"home": "NED", "away": "QAT", "score": ["1", 0]}]},
            "matches.0.score.0: expected a whole number",
        ),
        (
            {"matches": [{"home": "NED", "away": "QAT", "score": [1, 0, 2]}]},
            "matches.0.score: expected 2 values, got 3",
        ),
        ({"matches": [{"home": "NED", "away": "QAT", "score": [10**4000, 0]}]}, "matches.0.score: at most"),
        ({"participants": [QATAR, QATAR, NETHERLANDS]}, "participants: 'QAT' is listed twice"),
        ({"participants": None}, "participants"),
        ({"points_adjustments": {"GER": -3}}, "points_adjustments: 'GER' is not listed"),
        ({"external": {"drawing_of_lots": ["GER"]}}, "external.drawing_of_lots: 'GER' is not listed"),
    ],
)
def test_a_file_that_cannot_be_ranked_names_the_field(tmp_path: Path, change: dict[str, Any], complaint: str) -> None:
    """Bad input ends with exit code 1 and says which field breaks which rule; nothing is printed as a table."""
    file = tmp_path / "group.json"
    file.write_text(json.dumps({**GROUP, **change}))
    done = deltacrown("rank", file, "--json")
    assert done.exit_code == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    """Neither markup nor control characters in a name do anything; they are shown for what they are."""
    file = tmp_path / "group.json"
    names = ["Team [/b]", "x[bold]y", "bell\x07\x1b]0;title\x07"]
    participants = [{"id": str(place), "name": name} for place, name in enumerate(names)]
    file.write_text(json.dumps({**GROUP, "name": "[red]A", "participants": participants, "matches": []}))
    done = deltacrown("rank", file)
    assert done.exit_code == 0
    assert "[red]A" in done.stdout
    assert "Team [/b]" in done.stdout
    assert "x[bold]y" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"groups": 3}', '{"groups": [[]]}', "NaN", "\x00"])
def test_a_file_that_is_no_results_file_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever else is in the file ends with exit code 1 and a sentence, never with a traceback."""
    file = tmp_path / "group.json"
    file.write_text(text)
    done = deltacrown("rank", file)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
