"""Write the exact version of every dependency into pyproject.toml, as constraints.

A lock file would name the hosts of registries; constraints name versions only.
"""

import re
import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Resolve anew and rewrite the list."""
    pyproject = ROOT / "pyproject.toml"
    text = _with_pins(pyproject.read_text(), [])
    pyproject.write_text(text)
    uv = ["uv", "export", "--upgrade", "--all-groups", "--all-packages", "--all-extras"]
    options = ["--no-hashes", "--no-emit-workspace", "--no-annotate", "--no-header"]
    done = subprocess.run([*uv, *options], cwd=ROOT, check=True, capture_output=True, text=True)
    pyproject.write_text(_with_pins(text, _pins([line for line in done.stdout.splitlines() if "==" in line])))


def _pins(lines: list[str]) -> list[str]:
    """One version a package; where versions of Python need different ones, each says for which it is."""
    names = Counter(line.split("==")[0] for line in lines)
    return sorted({line if names[line.split("==")[0]] > 1 else line.split(" ;")[0] for line in lines})


def _with_pins(text: str, pins: list[str]) -> str:
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    block = f"constraint-dependencies = [\n{lines}]" if pins else "constraint-dependencies = []"
    return re.sub(r"constraint-dependencies = \[[^\]]*\]", block, text)


if __name__ == "__main__":
    main()
