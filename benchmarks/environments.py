"""Environments that are thrown away, for the engines that DeltaCrown is measured beside."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def installed(folder: str, packages: Sequence[str]) -> str:
    """The Python in the folder that has these packages, or nothing, said aloud, where they cannot be had."""
    python = str(Path(folder) / "bin" / "python")
    try:
        subprocess.run(["uv", "venv", "-q", folder], check=True)  # noqa: S607 - found on the path
        subprocess.run(["uv", "pip", "install", "-q", "--python", python, *packages], check=True)  # noqa: S607 - the same
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"not installed, so not compared: {', '.join(packages)}: {error}\n")
        return ""
    return python


def versions(python: str, packages: Sequence[str]) -> list[str]:
    """The version of each package that this Python has."""
    asked = (
        "import json, sys; from importlib.metadata import version; print(json.dumps(list(map(version, sys.argv[1:]))))"
    )
    done = subprocess.run([python, "-c", asked, *packages], check=True, capture_output=True, text=True)
    found: list[str] = json.loads(done.stdout)
    return found
