"""The example of embedding does in fifteen lines what it says."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "embedding.py"
PRINTED = """\
Quarter-finals  Semi-finals     Final

Ada        3 ┐
             ├─ Ada        1 ┐
Hal        0 ┘               │
                             ├─ Dan        0 ┐
Dan        2 ┐               │               │
             ├─ Dan        2 ┘               │
Eve        1 ┘                               │
                                             ├─ Gus
Ben        0 ┐                               │
             ├─ Gus        2 ┐               │
Gus        2 ┘               │               │
                             ├─ Gus        1 ┘
Cleo       4 ┐               │
             ├─ Cleo       0 ┘
Finn       3 ┘

1. Gus
2. Dan   lost in the final
3. Ada   lost in the semi-finals
3. Cleo
5. Ben   lost in the quarter-finals
5. Eve
5. Finn
5. Hal
"""


def test_it_prints_the_bracket_and_the_ranking_with_reasons() -> None:
    """The bracket with every score, and who came where and why."""
    done = subprocess.run([sys.executable, "-X", "utf8", SCRIPT], capture_output=True, encoding="utf-8", check=True)
    assert [line.rstrip() for line in done.stdout.splitlines()] == PRINTED.splitlines()


def test_it_is_fifteen_lines_without_a_host() -> None:
    """Core and brackets are all it imports, and no more lines are needed."""
    _, _, code = SCRIPT.read_text(encoding="utf-8").split('"""')
    lines = [line for line in code.splitlines() if line.strip()]
    assert len(lines) == 15
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported == {"deltacrown", "deltacrown_brackets"}
