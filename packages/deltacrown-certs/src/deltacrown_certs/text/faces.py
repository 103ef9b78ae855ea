"""The fonts, all under the SIL Open Font License: each in a package of its own that installs as any other does."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

NOTO = "manimgx_fonts"
SCRIPTS = (
    "",
    "Arabic",
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Symbols",
    "Tamil",
    "Telugu",
    "Thai",
)
_HEAVY = 600
ASIA = "justmytype_intl_cjk"


@frozen
class FontFile:
    """A font: the package it is in, the file (a pattern), its place on the axes, and its size beside others."""

    package: str
    file: str
    axes: Mapping[str, float] = field(factory=dict)
    scale: float = 1.0


def _weights(name: str, package: str, file: str, weights: tuple[int, ...], **axes: float) -> dict[str, FontFile]:
    return {f"{name}-{weight}": FontFile(package, file, {**axes, "wght": weight}) for weight in weights}


def _hind() -> dict[str, FontFile]:
    """Bengali letters are small beside Latin ones of the same size: they are set larger, light ones more than heavy."""
    names = {300: "Light", 400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
    return {
        f"hind-{weight}": FontFile(
            "fontpkg_hind_siliguri", f"files/HindSiliguri-{name}.ttf", scale=1.12 if weight < _HEAVY else 1.04
        )
        for weight, name in names.items()
    }


def _noto(weight: int) -> dict[str, FontFile]:
    scripts = {f"noto{script.lower()}-{weight}": f"NotoSans{script}[wght].ttf" for script in SCRIPTS}
    fonts = {name: FontFile(NOTO, file.replace("[", "[[]"), {"wght": weight}) for name, file in scripts.items()}
    fonts[f"emoji-{weight}"] = FontFile(NOTO, "NotoEmoji[[]wght].ttf", {"wght": weight}, 0.86)
    for region in ("JP", "SC", "TC", "KR"):
        fonts[f"noto{region.lower()}-{weight}"] = FontFile(ASIA, f"**/NotoSans{region}[[]*.ttf", {"wght": weight})
    return fonts


FONTS: Mapping[str, FontFile] = MappingProxyType(
    {
        **_weights("cinzel", "fontpkg_cinzel", "files/Cinzel[[]wght].ttf", (400, 500, 600, 700)),
        **_weights("playfair", "fontpkg_playfair_display", "files/PlayfairDisplay[[]wght].ttf", (400, 600, 700)),
        **_weights(
            "playfair-italic", "fontpkg_playfair_display", "files/PlayfairDisplay-Italic[[]wght].ttf", (400, 500)
        ),
        **_weights("inter", "fontpkg_inter", "files/Inter[[]opsz,wght].ttf", (400, 500, 600, 700), opsz=14),
        **_weights("inter-display", "fontpkg_inter", "files/Inter[[]opsz,wght].ttf", (300, 600, 700, 800), opsz=32),
        **_weights("oswald", "fontpkg_oswald", "files/Oswald[[]wght].ttf", (400, 500, 600, 700)),
        "vibes": FontFile("fontpkg_great_vibes", "files/GreatVibes-Regular.ttf"),
        **_hind(),
        **_noto(400),
        **_noto(700),
    }
)
"""Every font that a template may name."""


def fallbacks(weight: int) -> tuple[str, ...]:
    """The fonts after a template's own: between them they have every script that is installed."""
    return (f"hind-{weight}", *_noto(weight))
