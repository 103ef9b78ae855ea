"""`deltacrown rank` on Swiss tournaments and round robins, and on files that some other plugin reads."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from deltacrown import Malformed, PluginFault, RankedResults, ResultsReader, hookimpl, load
from deltacrown.cli.ranking import rank, written
from deltacrown.plugins.reading import rank_by_reader

THREE: dict[str, Any] = {
    "kind": "swiss",
    "name": "Three",
    "participants": [{"id": 1, "rating": 2000}, {"id": 2, "rating": None}, {"id": 3, "rating": None}],
    "rounds": [
        {"pairings": [{"white": 1, "black": 2, "result": "1/2-1/2"}], "byes": [{"id": 3, "type": "pairing"}]},
        {"pairings": [{"white": 3, "black": 1, "result": "0-1"}], "byes": [{"id": 2, "type": "half"}]},
    ],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(rank, [str(argument) for argument in arguments])


@pytest.fixture
def three(tmp_path: Path) -> Path:
    file = tmp_path / "three.json"
    file.write_text(json.dumps(THREE))
    return file


def test_json_is_one_line_with_ranking_and_values(three: Path) -> None:
    """Another program reads the tied groups, best first, and every number; points come first."""
    done = run(three, "--tie-breaks", "BH, SB", "--json")
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line) == {
        "name": "Three",
        "ranking": [["1"], ["2"], ["3"]],
        "values": {
            "PTS": {"1": 1.5, "2": 1, "3": 1},
            "BH": {"1": 2, "2": 2.5, "3": 2.5},
            "SB": {"1": 1.5, "2": 1.25, "3": 1},
        },
    }


def test_people_read_a_table(three: Path) -> None:
    """Without --json there is a table with a column a criterion."""
    done = run(three, "--tie-breaks", "ARO")
    assert done.exit_code == 0, done.stderr
    assert "PTS" in done.stdout
    assert "ARO" in done.stdout


def test_the_files_own_cascade_ranks_where_none_is_given(corpora: Path) -> None:
    """A file that says how its event ranked is ranked so; a file that does not is ranked by points."""
    for name in ("go_wagc2025.json", "real_karl_mala_2005.json"):
        file = corpora / "swiss" / name
        done = run(file, "--json")
        data, found = json.loads(file.read_text()), json.loads(done.stdout)
        assert list(found["values"]) == (data.get("official_cascade") or ["PTS"])
        first = next(iter(found["values"]))
        assert found["values"][first] == {player: float(points) for player, points in data["points"].items()}


def test_points_come_where_the_list_says(three: Path) -> None:
    """`PTS` in the list is not put first a second time."""
    found = json.loads(run(three, "--tie-breaks", "TPN,PTS", "--json").stdout)
    assert list(found["values"]) == ["TPN", "PTS"]
    assert found["ranking"] == [["1"], ["2"], ["3"]]


def test_the_edition_can_be_chosen(corpora: Path) -> None:
    """The rules of 2026 hold unless --edition says 2024; both give what the reference program gives."""
    file = corpora / "swiss" / "fide_c07_held_swiss_5.json"
    newer, older = (
        json.loads(run(file, "--tie-breaks", "BH", *more, "--json").stdout) for more in ([], ["--edition=2024"])
    )
    assert (newer["values"]["BH"]["11"], older["values"]["BH"]["11"]) == (12.5, 13.5)


def test_a_round_robin_is_ranked_too(corpora: Path) -> None:
    """Kind `round_robin` has no virtual opponents; the event's own Sonneborn-Berger comes out."""
    file = corpora / "swiss" / "rr_uzchess_cup_2025.json"
    found = json.loads(run(file, "--tie-breaks", "DE,SB", "--json").stdout)
    official = {entry["name"]: entry["values"] for entry in json.loads(file.read_text())["official_tiebreaks"]}
    assert found["values"]["SB"] == official["SB"]
    assert found["values"]["DE"] == official["DE"]


def test_a_report_to_fide_is_ranked_like_the_same_tournament_in_json(corpora: Path) -> None:
    """TRF and JSON of one tournament give the same line, but for the tournament's name."""
    reports = sorted((corpora / "bbp" / "trf").glob("*.trf"))
    assert reports
    for report in reports:
        same = corpora / "bbp" / f"{report.stem}.json"
        lines = [json.loads(run(file, "--tie-breaks", "BH/C1,SB,DE", "--json").stdout) for file in (report, same)]
        assert lines[0] | {"name": ""} == lines[1] | {"name": ""}, report.name


def test_a_broken_report_says_so(tmp_path: Path) -> None:
    """The complaint about a report comes with exit code 1, never with a traceback."""
    file = tmp_path / "broken.trf"
    file.write_text("012 Broken\n001 nobody\n")
    done = run(file, "--json")
    assert done.exit_code == 1
    assert "line 2 (001)" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--tie-breaks", "XYZ"], "tie_breaks: 'XYZ' is not one of"),
        (["--tie-breaks", "BH/Q1"], "tie_breaks: 'BH/Q1': BH has no modifier 'Q1'"),
        (["--tie-breaks", "WIN/C1"], "tie_breaks: 'WIN/C1': WIN has no modifier 'C1'"),
        (["--edition", "1999"], "edition: '1999' is not an edition"),
    ],
)
def test_what_there_is_not_is_refused_by_name(three: Path, arguments: Sequence[str], complaint: str) -> None:
    """An unknown criterion, modifier or edition ends with exit code 1 and a sentence."""
    done = run(three, *arguments, "--json")
    assert done.exit_code == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_broken_swiss_file_names_the_field(tmp_path: Path) -> None:
    """The reader's complaint says where the file is wrong."""
    file = tmp_path / "broken.json"
    file.write_text(json.dumps({**THREE, "rounds": [{"pairings": [{"white": 1, "black": 9, "result": "1-0"}]}]}))
    done = run(file, "--json")
    assert done.exit_code == 1
    assert "rounds[0].pairings[0]: 9 is not among the participants" in done.stderr


def test_a_group_file_can_be_ranked_by_other_criteria(tmp_path: Path) -> None:
    """For tables of matches, --tie-breaks replaces the file's rules."""
    matches = [{"home": "a", "away": "b", "score": [5, 0]}, {"home": "b", "away": "c", "score": [1, 0]}]
    file = tmp_path / "group.json"
    names = [{"id": name} for name in "abc"]
    file.write_text(json.dumps({"participants": names, "rules": ["points"], "matches": matches}))
    assert json.loads(run(file, "--json").stdout)["ranking"] == [["a", "b"], ["c"]]
    better = run(file, "--tie-breaks", "points,goal_difference", "--json")
    assert json.loads(better.stdout)["ranking"] == [["a"], ["b"], ["c"]]


class Lines(ResultsReader):
    """A stranger's kind of file."""

    name = "lines"

    def reads(self, text: bytes) -> bool:
        return text.startswith(b"winners:")

    def rank(self, text: bytes, tie_breaks: Sequence[str] = (), edition: str = "") -> RankedResults:
        assert not tie_breaks
        assert not edition
        if b"?" in text:
            raise ZeroDivisionError
        return RankedResults("Winners", tuple((name,) for name in text.decode().split()[1:]))


class Stranger:
    def __init__(self, *readers: object) -> None:
        self.readers = readers

    @hookimpl
    def register_results_readers(self) -> Sequence[object]:
        return self.readers


def test_a_stranger_may_bring_a_kind_of_file() -> None:
    """The hook `register_results_readers`: a file that a plugin knows is ranked by it; others are left to the rest."""
    registry = load([Stranger(Lines())])
    ranked = rank_by_reader(registry, b"winners: ada bob")
    assert ranked is not None
    assert ranked.groups == (("ada",), ("bob",))
    assert rank_by_reader(registry, b"{}") is None
    assert rank_by_reader(registry, b"\xff\x00") is None


def test_a_reader_that_fails_is_named() -> None:
    """Whatever a stranger's reader raises, and whatever is no reader, is the plugin's fault and says so."""
    with pytest.raises(PluginFault, match="'lines' raised ZeroDivisionError"):
        rank_by_reader(load([Stranger(Lines())]), b"winners: ?")
    with pytest.raises(PluginFault, match="not a ResultsReader"):
        rank_by_reader(load([Stranger("nonsense")]), b"")
    with pytest.raises(Malformed, match="rounds"):
        rank_by_reader(load(), b'{"kind": "swiss", "participants": []}')


@pytest.mark.parametrize(
    ("value", "expected"),
    [(7, 7), (Fraction(15, 2), 7.5), (Fraction(1338, 100), 13.38), (Fraction(1, 3), "1/3"), (None, None)],
)
def test_exact_numbers_in_json(value: int | Fraction | None, expected: object) -> None:
    """What has an end as a decimal is a number, what has none is a fraction as text."""
    assert written(value) == expected
