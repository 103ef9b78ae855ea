"""The house rules that a machine can hold."""

import re
import subprocess
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent.parent


def tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_imports_point_one_way() -> None:
    """Host and formats import the core, never each other; the core imports neither (import-linter)."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS


def test_the_core_needs_only_its_three_libraries() -> None:
    """Importing the core and the formats loads attrs, cattrs, pluggy and the standard library, nothing else."""
    code = (
        "import sys; before = set(sys.modules); import deltacrown, deltacrown_brackets.plugin; "
        "roots = {name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names); "
        "print(sorted(root for root in roots if not root.startswith('_')))"
    )
    done = subprocess.run(["python", "-c", code], capture_output=True, text=True, check=True)  # noqa: S607
    allowed = {"attr", "attrs", "cattr", "cattrs", "pluggy", "typing_extensions", "deltacrown", "deltacrown_brackets"}
    assert set(re.findall(r"'(\w+)'", done.stdout)) <= allowed


@pytest.mark.parametrize("name", ["testing", "cli"])
def test_an_extra_is_imported_by_nobody_else(name: str) -> None:
    """Whoever installs the core without an extra never meets its imports."""
    core = ROOT / "packages/deltacrown-core/src/deltacrown"
    for path in core.rglob("*.py"):
        if not path.is_relative_to(core / name):
            assert f"deltacrown.{name}" not in path.read_text().replace(f"deltacrown.{name} ", ""), path


def test_files_hold_one_idea() -> None:
    """No Python file is longer than 300 lines, but for the list of public names."""
    public = ROOT / "packages/deltacrown-core/src/deltacrown/__init__.py"
    long = [path.name for path in tracked("*.py") if len(path.read_text().splitlines()) > 300 and path != public]
    assert long == []


def test_nothing_is_left_open() -> None:
    """No stub, no skip, no note to come back later is in the tree."""
    marks = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", r"pytest\.sk" + "ip", "mark.x" + "fail"])
    )
    found = [
        f"{path.name}: {mark}" for path in tracked("*.py", "*.html", "*.js") for mark in marks.findall(path.read_text())
    ]
    assert found == []
