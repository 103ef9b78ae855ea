"""Tie-breaks by the codes of FIDE C.07, article 5: a name and modifiers, such as `BH/C1`, `SB/C1/V1`, `KS/L60`."""

import re
from enum import IntEnum
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen


class Edition(IntEnum):
    """The edition of C.07 whose rules for unplayed rounds hold (article 16)."""

    OF_2024 = 2024
    """A player's virtual opponent has the player's own score."""
    OF_2026 = 2026
    """From 2026-03-01: and no more than the opponent who did not come, or than a draw in every round, brings."""


class UnknownTieBreak(ValueError):
    """A code that is not in C.07, or a modifier that it cannot have."""


@frozen
class TieBreakCode:
    """What a code asks for.

    text        as it was written
    name        without its modifiers
    cut_low     how many of the least contributions are left out (14.1)
    cut_high    and how many of the greatest (14.2)
    as_played   forfeited games count as if played (/P)
    as_swiss    a round robin is measured like a Swiss (/S)
    fore        Fore Buchholz below an average (/F)
    percent     Koya's limit in percent of the greatest possible score (/L60)
    shift       and what is added to it (/L+1 is half a point more)
    unrated     the rating of players without one (/U1400)
    turned      the other end is the better (/R)
    edition     rules of an edition of its own (/V1, /V2)
    """

    text: str
    name: str
    cut_low: int = 0
    cut_high: int = 0
    as_played: bool = False
    as_swiss: bool = False
    fore: bool = False
    percent: int = 50
    shift: Fraction = Fraction(0)
    unrated: int | None = None
    turned: bool = False
    edition: Edition | None = None


WORDS = {
    "POINTS": "PTS",
    "DIRECT_ENCOUNTER": "DE",
    "PROGRESSIVE_SCORE": "PS",
    "PROGRESSIVE": "PS",
    "BUCHHOLZ": "BH",
    "BUCHHOLZ_CUT_1": "BH/C1",
    "MEDIAN_BUCHHOLZ": "BH/M1",
    "SONNEBORN_BERGER": "SB",
    "KOYA": "KS",
    "WINS": "WIN",
    "NUMBER_OF_WINS": "WIN",
    "RATING": "RTG",
    "SNO": "TPN",
}
"""What files and people write for a code."""

_CUTS = frozenset({"BH", "FB", "SB", "PS", "ARO", "TPR", "PTP", "AOB"})
_FORFEITS = frozenset({"BH", "FB", "SB", "AOB", "DE"})
_RATINGS = frozenset({"ARO", "TPR", "PTP", "APRO", "APPO"})
_LIMIT = re.compile(r"L(?:(?P<percent>\d{1,3})|(?P<shift>[+-]\d{1,3}(?:\.\d{1,2})?))")


def parse_code(text: str) -> TieBreakCode:
    """The code in a text. Raises UnknownTieBreak for a modifier that says nothing here; names are judged elsewhere."""
    written = text.strip().upper()
    name, *modifiers = WORDS.get(written, written).split("/")
    code = TieBreakCode(text.strip(), WORDS.get(name, name))
    for modifier in modifiers:
        changes = _modified(code.name, modifier)
        if changes is None:
            message = f"{text.strip()!r}: {code.name} has no modifier {modifier!r}"
            raise UnknownTieBreak(message)
        code = evolve(code, **changes)
    return code


def _modified(name: str, modifier: str) -> dict[str, Any] | None:
    """The fields that a modifier sets, or None where the tie-break has no such modifier."""
    letter, rest = modifier[:1], modifier[1:]
    number = int(rest) if rest.isdecimal() and len(rest) <= 4 else None  # noqa: PLR2004 - ratings have four digits
    if letter in {"C", "M"} and number is not None and name in _CUTS:
        return {"cut_low": number, "cut_high": number if letter == "M" else 0}
    if letter == "U" and number is not None and name in _RATINGS:
        return {"unrated": number}
    if letter == "V" and rest in {"1", "2", "2024", "2026"}:
        return {"edition": Edition.OF_2024 if rest in {"1", "2024"} else Edition.OF_2026}
    flags = {"P": ("as_played", name in _FORFEITS), "S": ("as_swiss", True), "R": ("turned", True)}
    flags["F"] = ("fore", name == "AOB")
    if not rest and flags.get(letter, ("", False))[1]:
        return {flags[letter][0]: True}
    return _limit(modifier) if name == "KS" else None


def _limit(modifier: str) -> dict[str, Any] | None:
    """Koya's limit: `L60` percent, `L+1` half a point above one half, `L+0.5` the same in points."""
    found = _LIMIT.fullmatch(modifier)
    if found is None:
        return None
    if found["percent"]:
        return {"percent": int(found["percent"])}
    return {"shift": Fraction(found["shift"]) / (1 if "." in found["shift"] else 2)}
