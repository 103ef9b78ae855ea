"""`deltacrown pair`."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from deltacrown_brackets.cli.pairing import pair
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
