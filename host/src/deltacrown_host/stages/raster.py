"""Pictures as PNG, for those who take no SVG: drawn with fonts that come along, so that they look alike everywhere."""

import re
from functools import cache
from importlib.resources import files

import resvg_py

_SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
_FONTS = {"fontpkg_inter": ("Inter[opsz,wght].ttf",), "fontpkg_hind_siliguri": ("HindSiliguri-Regular.ttf",)}
_SHARP = 2.0
_MOST_PIXELS = 12_000_000
"""What a picture of 1,024 entrants may cost: smaller ones are drawn sharper."""


def png(svg: str, width: int = 0) -> bytes:
    """The picture as PNG: so many pixels wide, or as sharp as its size allows."""
    wide, high = _size(svg)
    by = width / wide if width else min(_SHARP, (_MOST_PIXELS / (wide * high)) ** 0.5)
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=max(1, round(wide * by)),
        height=max(1, round(high * by)),
        skip_system_fonts=True,
        font_files=_fonts(),
        font_family="Inter",
        sans_serif_family="Inter",
    )


def _size(svg: str) -> tuple[int, int]:
    found = _SIZE.search(svg)
    if found is None:
        message = "a picture says how large it is"
        raise ValueError(message)
    return int(found[1]), int(found[2])


@cache
def _fonts() -> list[str]:
    return [str(files(package) / "files" / name) for package, names in _FONTS.items() for name in names]
