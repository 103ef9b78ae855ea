"""How certificates look: as somebody approved after looking at them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from deltacrown_certs.colours import contrast
from deltacrown_certs.layout.geometry import A4, SCREEN, Geometry
from deltacrown_certs.layout.operations import Image, Text
from deltacrown_certs.layout.page import compose
from deltacrown_certs.samples import sample
from deltacrown_certs.templates import BUILT_IN
from deltacrown_certs.templates.template import Template

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "approve.py"
BLURRED = 0.06
"""The share of dots that may be a level off: fonts are smoothed otherwise elsewhere."""


@pytest.fixture(scope="module")
def approve() -> ModuleType:
    spec = importlib.util.spec_from_file_location("approve", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_case_looks_as_it_was_approved(approve: ModuleType) -> None:
    """Every design in every theme, language, kind and length of name. After a change: look, then run scripts/approve.py."""
    approved, seen = approve.approved(), {name: approve.levels(dots) for name, dots in approve.looks()}
    assert set(seen) == set(approved)
    changed = [name for name, dots in seen.items() if _differs(dots, approved[name])]
    assert changed == []


def _differs(dots: str, approved: str) -> bool:
    steps = [abs(int(one, 16) - int(other, 16)) for one, other in zip(dots, approved, strict=True)]
    return max(steps) > 1 or sum(steps) > BLURRED * len(steps)


def test_a_line_that_moved_is_seen(approve: ModuleType) -> None:
    """The record is fine enough: one that has its name eight points lower is another."""
    template = BUILT_IN[0]
    lines = [evolve(line, before=line.before + 8) if line.says == "name" else line for line in template.column.lines]
    moved = evolve(template, column=evolve(template.column, lines=tuple(lines)))
    dots = [approve.levels(approve._dots(sample(design), paper=False)) for design in (template, moved)]  # noqa: SLF001
    assert _differs(*dots)


@pytest.mark.parametrize("geometry", [A4, SCREEN], ids=["paper", "screen"])
@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.name)
@pytest.mark.parametrize("name", ["Jo", "W" * 300, "ক্ষ" * 100, "محمد " * 60, "a-" * 150])
def test_nothing_stands_outside_or_upon_another(template: Template, geometry: Geometry, name: str) -> None:
    """However long every text is, all of them are on the page, and no two lines of text meet."""
    long = "The very long words of somebody who means it well " * 5
    certificate = sample(template, entrant=name, tournament=long, organizer=long, detail=long, game="G" * 300)
    texts = [drawn for drawn in compose(certificate, geometry).drawing if isinstance(drawn, Text)]
    for text in texts:
        assert 0 < text.x < text.x + text.line.width * text.size < geometry.width, text.line.text
        assert 0 < text.y < text.y + text.size < geometry.height, text.line.text
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            assert not _meet(one, other), (one.line.text, other.line.text)


def _meet(one: Text, other: Text) -> bool:
    """Whether the small letters of two lines share a place."""
    apart = one.x + one.line.width * one.size <= other.x or other.x + other.line.width * other.size <= one.x
    lower, upper = sorted((one, other), key=lambda text: text.y)
    return not apart and lower.y + lower.size * 0.5 > upper.y


def test_a_logo_stands_above_the_organizer(logo: bytes) -> None:
    """The logo takes its own room, and keeps its proportions."""
    for template in BUILT_IN:
        drawing = compose(sample(template, logo=logo), A4).drawing
        (drawn,) = [operation for operation in drawing if isinstance(operation, Image)]
        assert drawn.width == pytest.approx(drawn.height * 2)
        organizer = next(text for text in drawing if isinstance(text, Text))
        assert organizer.line.text == "DeltaCrown Esports"
        assert organizer.y + organizer.size * 0.7 < drawn.y


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.name)
def test_every_text_can_be_read(template: Template) -> None:
    """Each text on its ground has the contrast that WCAG 2 asks for: 4.5, or 3 where it is large."""
    for palette in template.palettes.values():
        for line in template.column.lines:
            if line.says not in {"rule", "logo"}:
                least = 3.0 if line.size >= 24 else 4.5
                assert min(contrast(palette[line.colour], palette[ground]) for ground in ("paper", "edge")) >= least
        grounds = ("panel",) if template.name == "arena" else ("paper", "edge")
        for colour in ("ink", "muted", "accent"):
            seen = palette[template.code.options.get(colour, colour)]
            assert min(contrast(seen, palette[ground]) for ground in grounds) >= 4.5, (colour, seen)
