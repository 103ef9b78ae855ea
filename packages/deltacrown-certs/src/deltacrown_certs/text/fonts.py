"""A font, read once: a variable one is fixed at its place on the axes, so that what is embedded is a plain font."""

import threading
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]
from attrs import field, frozen
from deltacrown import Problem

from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.text.faces import ASIA, FONTS, FontFile

_UNREAD_TABLES = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "DSIG",
    "name",
    "OS/2",
    "post",
    "hdmx",
    "VDMX",
    "LTSH",
    "cmap",
)
_reading = threading.Lock()


@frozen(eq=False)
class Font:
    """A font that can shape text and be cut down to the glyphs that were used."""

    name: str
    scale: float
    upem: int
    ascent: float
    descent: float
    capital: float
    coverage: frozenset[int] = field(repr=False)
    shaper: hb.Font = field(repr=False)

    def width(self, glyph: int) -> float:
        """How wide the glyph is, in thousandths of an em."""
        return float(self.shaper.get_glyph_h_advance(glyph)) * 1000 / self.upem

    def cut(self, glyphs: Iterable[int]) -> bytes:
        """The font with these glyphs only, each under its own number."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0, *glyphs})
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNREAD_TABLES)
        return bytes(hb.subset(self.shaper.face, wanted).blob.data)


def font(name: str) -> Font | None:
    """The font of that name, or None where the package that has it is optional and not installed."""
    with _reading:
        return _font(name)


@cache
def _font(name: str) -> Font | None:
    if name not in FONTS:
        raise CertificateRefused([Problem("certificate.font", f"there is no font {name!r}", "template")])
    path = _path(name, FONTS[name])
    return _read(name, path, FONTS[name]) if path else None


def _path(name: str, file: FontFile) -> Path | None:
    spec = find_spec(file.package)
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(next(iter(folders))).glob(file.file)) if folders else []
    if found:
        return found[0]
    if file.package == ASIA:
        return None
    raise CertificateRefused([Problem("certificate.font", f"the font {name} of {file.package} is missing", "template")])


def _read(name: str, path: Path, file: FontFile) -> Font:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    if face.axis_infos:
        wanted = hb.SubsetInput()
        wanted.keep_everything()
        for axis in face.axis_infos:
            at = min(max(file.axes.get(axis.tag, axis.default_value), axis.min_value), axis.max_value)
            wanted.pin_axis_location(face, axis.tag, at)
        face = hb.subset(face, wanted)
    shaper = hb.Font(face)
    extents = shaper.get_font_extents("ltr")
    per_em = 1 / face.upem
    return Font(
        name,
        file.scale,
        face.upem,
        extents.ascender * per_em,
        extents.descender * per_em,
        _capital(shaper) * per_em,
        frozenset(face.unicodes),
        shaper,
    )


def _capital(shaper: hb.Font) -> float:
    """The height of a capital letter, or of an average one where the font has none."""
    glyph = shaper.get_nominal_glyph(ord("H"))
    extents = shaper.get_glyph_extents(glyph) if glyph else None
    return float(extents.y_bearing) if extents else shaper.face.upem * 0.7
