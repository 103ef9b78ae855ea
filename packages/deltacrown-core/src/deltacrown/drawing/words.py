"""How drawings say things: names that any program can show, criteria and numbers as people write them."""

import math
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from deltacrown.ranking import HEAD_TO_HEAD, Number
from deltacrown.stage.slots import EntrantId

_CUT = "…"
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_MINUS = "\N{MINUS SIGN}"
# Control characters would steer a terminal and are no XML; the others turn the text after them around.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with a mark in place of each character that must not reach a terminal or a picture."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def name_of(names: Mapping[str, str], entrant: EntrantId) -> str:
    """What to call the entrant: by the id where there is no name."""
    return clean(names.get(entrant) or entrant)


def cells(text: str) -> int:
    """How many cells of a terminal the text takes: two for the wide letters of East Asia, none for an accent."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, longest: int) -> str:
    """The text in no more than so many cells, with a mark where something is left out."""
    if cells(text) <= longest:
        return text
    kept, room = "", longest - 1
    for letter in text:
        room -= _cells(letter)
        if room < 0:
            break
        kept += letter
    return kept.rstrip() + _CUT


def padded(text: str, width: int) -> str:
    """The text, filled up to so many cells."""
    return text + " " * (width - cells(text))


def titled(name: str) -> str:
    """A name as a heading."""
    return clean(name[:1].upper() + name[1:])


def criterion(word: str) -> str:
    """A criterion as people say it."""
    said = clean(word.removeprefix(HEAD_TO_HEAD).replace("_", " "))
    return f"{said} among them" if word.startswith(HEAD_TO_HEAD) else said


def number(value: Number) -> str:
    """The number with a real minus sign; halves as chess writes them, other fractions as they are."""
    if isinstance(value, float) and math.isinf(value):
        return "∞"
    if isinstance(value, Fraction) and value.denominator == 2:  # noqa: PLR2004 - a half
        return f"{value.numerator // 2 or ''}½" if value > 0 else str(value).replace("-", _MINUS)
    return str(value).replace("-", _MINUS)


def signed(value: int) -> str:
    """The number with its sign: "+3", "0"."""
    return f"+{value}" if value > 0 else number(value)


def ordinal(rank: int) -> str:
    """The rank as a place: "1st", "2nd", "3rd", "4th"."""
    ending = "th" if rank % 100 in _TEENS else _ENDINGS.get(rank % 10, "th")
    return f"{rank}{ending}"


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
