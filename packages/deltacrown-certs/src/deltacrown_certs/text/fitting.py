"""Fitting: a long text first becomes smaller, then wraps to lines of about the same length."""

import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

from deltacrown_certs.text.shaping import Shaped, shape

_WRAP_BELOW = 0.72
"""A text that would shrink below this wraps first, if it may."""
_SMALLER = 0.94
_RELUCTANT = 0.6
"""The share of the least size to which words shrink before they are broken."""


@frozen
class Fitted:
    """Lines of one size."""

    lines: tuple[Shaped, ...]
    size: float


@frozen
class Setting:
    """How a text is set: in which fonts, how large, how far apart, and whether in capitals."""

    names: tuple[str, ...]
    size: float
    spacing: float = 0.0
    capitals: bool = False


@frozen
class _Piece:
    """A part of the text that stays on one line, and whether a space stands before it."""

    text: str
    width: float
    spaced: bool


def fit(text: str, setting: Setting, width: float, *, least: float, lines: int) -> Fitted:
    """The text in at most `lines` lines of that width: as large as it can be.

    It may shrink to `least` of its size, and further only where even all the lines are not enough.
    """
    pieces = [
        _Piece(part, _measure(part, setting), not at)
        for word in text.split()
        for at, part in enumerate(re.findall(r"[^-]*-+|[^-]+", word))
    ]
    space = _measure("a a", setting) - 2 * _measure("a", setting)
    for allowed in range(1, lines + 1):
        floor = least * _RELUCTANT if allowed == lines else max(least, _WRAP_BELOW)
        size = setting.size
        while size >= setting.size * floor:
            broken = _broken(pieces, space, width / size)
            if broken is not None and len(broken) <= allowed:
                return _set(_balanced(pieces, space, width / size, broken), setting, size, width)
            size *= _SMALLER
    return _squeezed(text, setting, width, least, lines)


def _measure(text: str, setting: Setting) -> float:
    return _shaped(text, setting).width


def _shaped(text: str, setting: Setting) -> Shaped:
    return shape(text.upper() if setting.capitals else text, setting.names, setting.spacing, text)


def _broken(pieces: list[_Piece], space: float, room: float) -> list[str] | None:
    """The pieces on lines, as many on each as fit; None where a single one does not fit."""
    lines = [""]
    used = 0.0
    for piece in pieces:
        if piece.width > room:
            return None
        gap = space if piece.spaced and lines[-1] else 0.0
        if lines[-1] and used + gap + piece.width > room:
            lines.append("")
            used = gap = 0.0
        lines[-1] += (" " if gap else "") + piece.text
        used += gap + piece.width
    return lines


def _balanced(pieces: list[_Piece], space: float, room: float, broken: list[str]) -> list[str]:
    """As many lines, but none much shorter than the others."""
    best = broken
    for step in range(1, 30):
        narrower = _broken(pieces, space, room * (1 - step / 50))
        if narrower is None or len(narrower) > len(broken):
            break
        best = narrower
    return best


def _set(lines: list[str], setting: Setting, size: float, width: float) -> Fitted:
    """Shaped whole lines may be a hair wider than their words added up: then all are set a hair smaller."""
    shaped = tuple(_shaped(line, setting) for line in lines)
    widest = max((line.width for line in shaped), default=0.0)
    return Fitted(shaped, min(size, width / widest) if widest else size)


def _squeezed(text: str, setting: Setting, width: float, least: float, lines: int) -> Fitted:
    """What has no room by its words is broken inside of them, where a letter with its marks ends."""
    letters = list(_letters(text))
    size = setting.size * least
    while True:
        broken = _filled(letters, setting, width / size)
        if len(broken) <= lines:
            return _set(broken, setting, size, width)
        size *= _SMALLER


def _filled(letters: list[str], setting: Setting, room: float) -> list[str]:
    lines, used = [""], 0.0
    for letter in letters:
        width = _measure(letter, setting) + setting.spacing
        if lines[-1] and used + width > room:
            lines.append("")
            used = 0.0
        lines[-1] += letter
        used += width
    return [line.strip() for line in lines if line.strip()]


def _letters(text: str) -> Iterator[str]:
    """Letters with the marks on them, and what joiners and conjuncts tie together."""
    current = ""
    for character in text:
        tied = current and (current[-1] == "\u200d" or unicodedata.combining(current[-1]) == _VIRAMA)
        if current and not tied and unicodedata.category(character)[0] != "M" and character not in "\u200c\u200d":
            yield current
            current = ""
        current += character
    if current:
        yield current


_VIRAMA = 9
"""The combining class of the signs that tie consonants together."""
