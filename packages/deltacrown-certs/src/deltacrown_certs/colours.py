"""Colours as they are written, and how well one is seen on another."""

import re

RGB = tuple[float, float, float]
_DARKEST = 0.03928
"""Below, sRGB is a straight line."""


def is_colour(text: str) -> bool:
    """Whether the text is a colour, "#rrggbb"."""
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text))


def rgb(text: str) -> RGB:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the other."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * share) * 255):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(text: str) -> float:
    red, green, blue = (part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
