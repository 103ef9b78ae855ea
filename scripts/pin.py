"""Write the exact version of every dependency into pyproject.toml, as constraints.

A lock file would name the hosts of registries; constraints name versions only.
"""

import re
import subprocess
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
    pins = sorted({line.split(" ;")[0] for line in done.stdout.splitlines() if "==" in line})
    pyproject.write_text(_with_pins(text, pins))


def _with_pins(text: str, pins: list[str]) -> str:
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    block = f"constraint-dependencies = [\n{lines}]" if pins else "constraint-dependencies = []"
    return re.sub(r"constraint-dependencies = \[[^\]]*\]", block, text)


if __name__ == "__main__":
    main()
