"""What all tests share: hypothesis profiles, and real tournaments to test against where they are at hand."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.servers"]

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("DELTACROWN_CORPORA", ROOT.parent / "shared" / "corpora"))
LEFT_OUT = pytest.StashKey[int]()

settings.register_profile("fast", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(autouse=True)
def _heard() -> None:
    """Our loggers speak: a tool that configures logging for itself, in a test before this one, silences all others."""
    for name, logger in logging.Logger.manager.loggerDict.items():
        if name.startswith("deltacrown") and isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.fixture(scope="session")
def corpora() -> Path:
    """A folder of real tournaments with their official results."""
    return CORPORA


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example packages installed as strangers' packages are: put it on PYTHONPATH of a process."""
    target = tmp_path_factory.mktemp("community")
    packages = [str(path.parent) for path in sorted((ROOT / "examples").glob("*/pyproject.toml"))]
    command = ["uv", "pip", "install", "--quiet", "--no-deps", "--python", sys.executable, "--target", str(target)]
    subprocess.run([*command, *packages], check=True)
    return target


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there are no corpora, the tests against them are left out, and the summary says so."""
    if CORPORA.is_dir():
        return
    left_out = [item for item in items if "corpora" in getattr(item, "fixturenames", ())]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    if config.stash.get(LEFT_OUT, 0):
        message = f"{config.stash[LEFT_OUT]} tests against real tournaments left out: no corpora at {CORPORA}"
        terminalreporter.write_sep("=", f"{message} (set DELTACROWN_CORPORA)", yellow=True)
