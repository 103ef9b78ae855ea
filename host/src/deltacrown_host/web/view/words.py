"""How the pages say things: names, numbers, places, criteria."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import quote

from deltacrown import Engine, Number
from deltacrown.ranking import HEAD_TO_HEAD
from deltacrown.stage.slots import EntrantId

from deltacrown_host.web.language import current, numeral, said, say

Names: TypeAlias = Mapping[EntrantId, str]
"""The display name of each entrant; who has none is called by the id."""

_TEENS = range(11, 14)
_MINUS = "\N{MINUS SIGN}"
_BETWEEN_SCORES = "\N{EN DASH}"
_ISO_CODE = re.compile(r"[A-Z]{3}")
_USUAL_DIGITS = 2
_MINOR_DIGITS: Mapping[str, int] = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""How many digits the minor unit of a currency has, where it is not two (ISO 4217)."""
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_BENGALI = "bn"
_BENGALI_ENDINGS = {**dict.fromkeys((1, 5, 7, 8, 9, 10), "ম"), 2: "য়", 3: "য়", 4: "র্থ", 6: "ষ্ঠ"}


def name_of(names: Names, entrant: EntrantId) -> str:
    """What to call the entrant."""
    return names.get(entrant) or entrant


def listed(words: Iterable[str]) -> str:
    """The words as a list in a sentence: "a, b and c"."""
    *first, last = [*words] or [""]
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last


def number(value: Number) -> str:
    """The number with a real minus sign; fractions stay fractions."""
    if isinstance(value, float) and math.isinf(value):
        return "∞"
    return numeral(value).replace("-", _MINUS)


def signed(value: int) -> str:
    """The number with its sign: "+3", "0", and a real minus sign below."""
    return f"+{numeral(value)}" if value > 0 else number(value)


def money(amount: int, currency: str) -> str:
    """An amount in minor units as people write it: "1,000.50 EUR", "1,000 JPY", "300 coins"."""
    places = _MINOR_DIGITS.get(currency, _USUAL_DIGITS if _ISO_CODE.fullmatch(currency) else 0)
    whole, rest = divmod(amount, 10**places)
    return numeral(f"{whole:,}.{rest:0{places}}" if places else f"{whole:,}") + f" {currency}"


def score(points: Iterable[int | str]) -> str:
    """The numbers of a duel with a dash between them."""
    return _BETWEEN_SCORES.join(numeral(point) for point in points)


def ordinal(rank: int) -> str:
    """The rank as a place: "1st", "2nd", "3rd", "4th"."""
    if current() == _BENGALI:
        return f"{numeral(rank)}{_BENGALI_ENDINGS.get(rank, 'তম')}"
    ending = "th" if rank % 100 in _TEENS else _ENDINGS.get(rank % 10, "th")
    return f"{rank}{ending}"


def plain(key: str) -> str:
    """A key as words: "single_elimination" reads "Single elimination"."""
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def criterion(engine: Engine, word: str) -> str:
    """The word of a cascade as people say it; the words of a format stay as they are."""
    tie_breaker = engine.registry.tie_breakers.get(word.removeprefix(HEAD_TO_HEAD))
    title = said(tie_breaker.title if tie_breaker and tie_breaker.title else word.replace("_", " "))
    title = title[:1].lower() + title[1:]
    return say("{rule} in the matches among them", rule=title) if word.startswith(HEAD_TO_HEAD) else title


def match_address(tournament: str, stage: str, match: str) -> str:
    """The page of a match."""
    return f"/t/{tournament}/m/{quote(stage, safe='')}/{quote(match, safe='')}"


def entrant_address(tournament: str, entrant: EntrantId) -> str:
    """The page of an entrant in a tournament."""
    return f"/t/{tournament}/e/{quote(entrant, safe='')}"


def dom_id(*parts: str) -> str:
    """An id for an element of the page, different for different parts, whatever characters they hold."""
    return "-".join(re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}", part) for part in parts)
