"""Shaping: a text becomes runs of glyphs, each run in the first font that has its characters."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import uharfbuzz as hb  # type: ignore[import-untyped]
from attrs import field, frozen

from deltacrown_certs.text.directions import parts
from deltacrown_certs.text.faces import fallbacks
from deltacrown_certs.text.fonts import Font, font

_ALONE = 0x0590


@frozen
class Glyph:
    """A glyph of a font, in thousandths of an em: how far it moves on, and where it stands off the line.

    `means` is the text that it is drawn for; where several are drawn for one, the first has it; leftward ones none.
    """

    id: int
    advance: float
    x: float
    y: float
    means: str


@frozen
class Run:
    """Glyphs of one font."""

    font: Font
    glyphs: tuple[Glyph, ...]


@frozen
class Shaped:
    """A line of text in glyphs. `text` is what was written, `spacing` what stands between letters, `width` in ems."""

    text: str
    runs: tuple[Run, ...] = field(repr=False)
    spacing: float
    width: float


def chain(names: tuple[str, ...]) -> tuple[str, ...]:
    """A face's fonts, and those that step in, as bold as its first."""
    heavy = names[0].rsplit("-", 1)[-1] in {"600", "700", "800"}
    return (*names, *fallbacks(700 if heavy else 400))


@lru_cache(maxsize=256)
def shape(text: str, names: tuple[str, ...], spacing: float = 0.0, said: str = "") -> Shaped:
    """The text in glyphs. `said` is what it says to whoever copies it, where that is another text."""
    loose = spacing if stand_alone(text) else 0.0
    runs = tuple(run for part, leftward in parts(text) for run in _runs(part, names, leftward=leftward))
    width = sum(glyph.advance * run.font.scale for run in runs for glyph in run.glyphs) / 1000
    gaps = max(0, sum(len(run.glyphs) for run in runs) - 1)
    return Shaped(said or text, runs, loose, width + gaps * loose)


@lru_cache(maxsize=256)
def reach(line: Shaped) -> tuple[float, float]:
    """How far the ink reaches above the line it stands on and below it, in ems."""
    above = below = 0.0
    for run in line.runs:
        per_em = run.font.scale / run.font.upem
        for glyph in run.glyphs:
            extents, raised = run.font.shaper.get_glyph_extents(glyph.id), glyph.y * run.font.scale / 1000
            if extents and extents.height:
                above = max(above, extents.y_bearing * per_em + raised)
                below = max(below, -(extents.y_bearing + extents.height) * per_em - raised)
    return above, below


def stand_alone(text: str) -> bool:
    """Whether all letters stand by themselves, on the line: those of Latin, Greek, Cyrillic and Armenian do."""
    return all(ord(c) < _ALONE or unicodedata.category(c)[0] in "PZ" for c in text)


def missing(text: str, names: tuple[str, ...]) -> str:
    """The characters that no font has, each once."""
    return "".join(sorted({c for c in text if not _is_unseen(c) and _font_of(c, names) is None}))


def _runs(text: str, names: tuple[str, ...], *, leftward: bool) -> Iterator[Run]:
    pieces = list(_by_font(text, names))
    for piece, used in reversed(pieces) if leftward else pieces:
        buffer = hb.Buffer()
        buffer.add_str(piece)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        hb.shape(used.shaper, buffer)
        per_em = 1000 / used.upem
        # Readers turn leftward letters around by themselves: for such a line, only the whole of it says what it says.
        means = [""] * len(buffer) if leftward else _meanings(piece, [info.cluster for info in buffer.glyph_infos])
        glyphs = (
            Glyph(info.codepoint, at.x_advance * per_em, at.x_offset * per_em, at.y_offset * per_em, text)
            for info, at, text in zip(buffer.glyph_infos, buffer.glyph_positions, means, strict=True)
        )
        yield Run(used, tuple(glyphs))


def _meanings(text: str, clusters: list[int]) -> list[str]:
    """What each glyph is drawn for: HarfBuzz numbers a glyph by the first character of those that it stands for."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return [text[start : ends.pop(start)] if start in ends else "" for start in clusters]


def _by_font(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, Font]]:
    """The text in pieces of one font each. A mark stays with the letter it stands on."""
    start, current = 0, None
    for at, character in enumerate(text):
        if current and (_is_unseen(character) or (_clings(character) and ord(character) in current.coverage)):
            continue
        found = _font_of(character, names) or current or font(names[0])
        if current and found is not current:
            yield text[start:at], current
            start = at
        current = found
    if current:
        yield text[start:], current


def _clings(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc", "Me", "Sk"}


def _is_unseen(character: str) -> bool:
    """Joiners and selectors: they change their neighbours and are no glyph themselves."""
    return character in "\u200c\u200d" or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=4096)
def _font_of(character: str, names: tuple[str, ...]) -> Font | None:
    code = ord(character)
    return next((found for found in map(font, names) if found and code in found.coverage), None)
