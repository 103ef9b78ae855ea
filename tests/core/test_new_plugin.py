"""`deltacrown new-plugin`: a package to begin with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deltacrown.cli.new_plugin import new_plugin

ROOT = Path(__file__).parent.parent.parent
KINDS = ("command", "format", "game", "notifier", "payout_rule", "seeding", "tie_breaker")
FEW = """
from hypothesis import settings
settings.register_profile("few", max_examples=2)
settings.load_profile("few")
"""


def make(folder: Path, name: str, kind: str) -> Result:
    return CliRunner().invoke(new_plugin, [name, "--kind", kind, "--folder", str(folder)])


def run(command: list[str], folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_kind_passes_its_own_tests_as_it_is_written(tmp_path: Path) -> None:
    """The laws of its conformance kit among them; the linter and the formatter have nothing to say."""
    for kind in KINDS:
        assert make(tmp_path, f"my-{kind.replace('_', '-')}", kind).exit_code == 0
    ours = ["--config", str(ROOT / "pyproject.toml"), "."]
    run(["ruff", "check", "--extend-ignore", "INP001", *ours], tmp_path)
    run(["ruff", "format", "--check", *ours], tmp_path)
    (tmp_path / "conftest.py").write_text(FEW)
    sources = os.pathsep.join(str(path) for path in tmp_path.glob("*/src"))
    told = run([sys.executable, "-m", "pytest", "-q", "--import-mode=importlib", "."], tmp_path, PYTHONPATH=sources)
    assert "37 passed" in told


def test_what_is_installed_is_found(tmp_path: Path) -> None:
    """The entry point names the module that offers it, and the wheel holds that module."""
    assert make(tmp_path, "friendly-cup", "format").exit_code == 0
    package, target = tmp_path / "deltacrown-friendly-cup", tmp_path / "target"
    install = ["uv", "pip", "install", "--quiet", "--no-deps", "--python", sys.executable, "--target", str(target)]
    run([*install, str(package)], tmp_path)
    show = "from deltacrown import load; print(load(strict=True).formats['friendly_cup'].title)"
    assert run([sys.executable, "-c", show], tmp_path, PYTHONPATH=str(target)) == "Friendly cup\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Friendly", "lower-case"),
        ("../away", "lower-case"),
        ("swiss", "there already"),
        ("class", "word of Python's"),
        ("match", "word of Python's or DeltaCrown's"),
    ],
)
def test_a_name_that_is_no_use_is_refused(tmp_path: Path, name: str, said: str) -> None:
    """In a sentence, and nothing is written."""
    answer = make(tmp_path, name, "format")
    assert answer.exit_code == 1
    assert said in answer.output
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    """Whatever has been changed in the folder stays as it is."""
    assert make(tmp_path, "deltacrown-cup", "seeding").exit_code == 0
    readme = tmp_path / "deltacrown-cup" / "README.md"
    readme.write_text("mine")
    assert make(tmp_path, "cup", "seeding").exit_code == 1
    assert readme.read_text() == "mine"
