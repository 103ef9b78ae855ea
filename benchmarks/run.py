"""Every benchmark, one after the other, each as a table. CPU time, on one machine, in one run.

`beside.py` is the one with all the peers: elimination, Swiss, FIDE Dutch.
Run it with `uv run python benchmarks/run.py`.
"""

import subprocess
import sys
from pathlib import Path

SCRIPTS = (
    "beside.py",
    "shared_memory.py",
    "tournaments.py",
    "outlook.py",
    "dutch.py",
    "over_http.py",
    "fan_out.py",
    "first_draw.py",
    "certificates.py",
    "ledger.py",
)


def main() -> None:
    """Run them all."""
    for name in SCRIPTS:
        path = Path(__file__).parent / name
        title = path.read_text(encoding="utf-8").split('"""')[1].splitlines()[0]
        sys.stdout.write(f"\n{name}: {title}\n\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, str(path)], check=True)


if __name__ == "__main__":
    main()
