"""The documentation runs, and names what is there."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
READMES = [*sorted((ROOT / "packages").glob("*/README.md")), ROOT / "host" / "README.md"]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *READMES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")


def _name(page: Path) -> str:
    return f"{page.parent.name}-readme" if page.stem == "README" else page.stem


@pytest.mark.parametrize("page", [page for page in PAGES if BLOCK.search(page.read_text())], ids=_name)
def test_every_example_of_a_page_runs_in_order(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python on a page is one program, run from top to bottom; its assertions are the page's claims."""
    program = "\n".join(BLOCK.findall(page.read_text()))
    module = ModuleType(page.stem)
    # Whoever reads annotations looks for the module of a function among those that are imported.
    monkeypatch.setitem(sys.modules, page.stem, module)
    exec(compile(program, str(page), "exec"), vars(module))  # noqa: S102 - our own documentation


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project finds it."""
    for target in LINK.findall(page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_page_is_found_from_the_front() -> None:
    """Whoever begins at the README and follows links comes to every page of the documentation."""
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page not in seen:
            seen.add(page)
            waiting += [(page.parent / target).resolve() for target in LINK.findall(page.read_text())]
    assert [page.name for page in PAGES if page.is_relative_to(ROOT / "docs") and page not in seen] == []


def test_the_reference_is_made_from_the_code() -> None:
    """Hooks, events, commands and problems stand in docs/reference/ as they stand in the code."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, text in reference.pages().items():
        assert (ROOT / "docs" / "reference" / name).read_text() == text, f"run `just reference` ({name})"
