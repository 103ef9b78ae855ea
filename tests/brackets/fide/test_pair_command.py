"""`deltacrown pair`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from deltacrown import (
    CreateTournament,
    Director,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown_brackets.cli.pairing import pair
from deltacrown_brackets.fide.pairing_file import pairing_text
from deltacrown_brackets.fide.swiss_file import read_swiss
from deltacrown_brackets.fide.trf_writer import write_trf


def pairing(*arguments: object) -> Result:
    """What the command answers."""
    return CliRunner().invoke(pair, [str(argument) for argument in arguments])


def test_the_next_round_is_printed_as_pairs(tmp_path: Path) -> None:
    """The number of pairs, then white and black, and 0 for the bye; the best pair first."""
    file = tmp_path / "swiss.json"
    file.write_text(
        '{"participants": [[1, 2000], [2, 1900], [3, 1800]], "rounds_planned": 3, "initial_color": "white",'
        ' "rounds": [{"p": [[1, 2, "0-1"]], "b": [[3, "pairing", 1]]}]}'
    )
    assert pairing(file).output == "2\n2 3\n1 0\n"


def test_both_formats_give_the_same_pairs(corpora: Path, tmp_path: Path) -> None:
    """A report pairs like the JSON of the same position, by either edition of the rules."""
    history = read_swiss((corpora / "bbp" / "bbp_020_n35_r11_messy.json").read_text()).before(7)
    file = tmp_path / "position.trf"
    file.write_text(write_trf(history))
    result = pairing(file, "--system", "dutch-2026")
    assert result.exit_code == 0
    assert pairing(file).output == result.output
    found = {tuple(map(int, line.split())) for line in result.output.splitlines()[1:]}
    again = read_swiss((corpora / "bbp" / "bbp_020_n35_r11_messy.json").read_text()).pairs_of(7)
    assert found == {(white, black or 0) for white, black in again}


@pytest.mark.parametrize("within", ["slide", "fold", "adjacent"])
def test_a_swiss_of_games_pairs_as_the_format_does(within: str, tmp_path: Path) -> None:
    """What was played is written as a report, and from it come the format's own next pairs, and its bye."""
    file, rounds = tmp_path / "swiss.json", list[dict[str, Any]]()
    director = Director()
    stage = StageSettings("main", "swiss", options={"rounds": 6, "within": within})
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for number in range(1, 12):
        director.submit(RegisterEntrant(str(number)))
    director.submit(StartTournament())
    while len(rounds) < 5:
        planned = [m for m in director.tournament.stages[0].matches.values() if m.round == len(rounds) + 1]
        pairs = [(match.entrants[0], match.entrants[1] or "0") for match in planned]
        file.write_text(
            json.dumps({"participants": [[n, 2000] for n in range(1, 12)], "rounds_planned": 6, "rounds": rounds})
        )
        answer = pairing(file, "--system", f"swiss-{within}")
        assert answer.output.split() == [str(len(pairs)), *(number for pair in pairs for number in pair)]
        for place, match in enumerate(planned[:-1]):
            director.submit(ReportResult("main", match.key, Score((place % 2, 1 - place % 2))))
        played = [[int(a), int(b), "1-0" if place % 2 else "0-1"] for place, (a, b) in enumerate(pairs[:-1])]
        rounds.append({"p": played, "b": [[int(pairs[-1][0] or 0), "pairing", 1]]})


def test_whom_a_report_keeps_apart_does_not_meet() -> None:
    """Forbidden pairs and those who have met are avoided alike; the absent are not paired."""
    report = read_swiss(
        '{"participants": [[1, 7], [2, 6], [3, 5], [4, 4], [5, 3], [6, 2], [7, 1]], "rounds_planned": 3, "rounds": [], "forbidden_pairs": [[1, 4]],'
        ' "absent": [7]}'
    )
    met = {frozenset(map(int, line.split())) for line in pairing_text(report, "swiss").splitlines()[1:]}
    assert frozenset({1, 4}) not in met
    assert frozenset.union(*met) == frozenset(range(1, 7))


def test_no_pairing_and_bad_files_are_said_in_a_sentence(tmp_path: Path) -> None:
    """Exit code 1, and why."""
    file = tmp_path / "swiss.json"
    file.write_text('{"participants": [[1, 2000], [2, 1900]], "rounds_planned": 3, "rounds": [{"p": [[1, 2, "1-0"]]}]}')
    over = pairing(file)
    assert (over.exit_code, "no valid pairing exists" in over.output) == (1, True)
    file.write_text("Dear reader")
    bad = pairing(file)
    assert (bad.exit_code, "no players" in bad.output) == (1, True)


def test_the_plugin_needs_no_click() -> None:
    """Who embeds the engine without a command line can import the package."""
    program = "import sys; sys.modules['click'] = None; import deltacrown_brackets.plugin"
    subprocess.run([sys.executable, "-c", program], check=True)
