"""What no JSON from outside may hold, whatever it is for: the checks that come before any meaning.

Texts go to databases, file names and terminals, so control characters and half characters stay outside; only what
people write at length, and whole tables, have lines. Numbers stay where every JSON reader agrees on them (RFC 7493), so
sums stay printable and other languages read them right. The same goes for fractions, which come as texts.
"""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from deltacrown import Malformed, Problem, wire

DEEPEST = 16
LARGEST = 2**53 - 1
LONGEST_FRACTION = 40
PROSE = frozenset({"text", "lobby", "csv"})
"""The fields of bodies that may have several lines."""
_FRACTION = re.compile(r"-?(\d+)[/.](\d+)")


def read(body: bytes) -> Any:
    """The data in a JSON text from outside. Raises Malformed with everything that may not be in it."""
    data = wire.loads(body)
    problems = list(_problems(data))
    if problems:
        raise Malformed(problems)
    return data


def _problems(data: object) -> Iterator[Problem]:
    """Every problem, found without recursion: the depth is the sender's choice."""
    waiting: list[tuple[object, str, int]] = [(data, "", 0)]
    while waiting:
        value, field, depth = waiting.pop()
        if depth > DEEPEST:
            yield Problem("json.too_deep", f"nothing is nested deeper than {DEEPEST}", _short(field))
        elif isinstance(value, dict):
            for name in value:
                yield from _of_text(name, field)
            waiting += ((inner, f"{field}.{name}".lstrip("."), depth + 1) for name, inner in value.items())
        elif isinstance(value, list):
            waiting += ((inner, f"{field}.{place}".lstrip("."), depth + 1) for place, inner in enumerate(value))
        else:
            yield from _of_plain(value, field)


def _of_plain(value: object, field: str) -> Iterable[Problem]:
    if isinstance(value, str):
        yield from _of_text(_in_one_line(value) if field in PROSE else value, field)
        yield from _of_fraction(value, field)
    elif isinstance(value, int | float) and not (math.isfinite(value) and abs(value) <= LARGEST):
        yield Problem("number.too_large", f"numbers are between -{LARGEST} and {LARGEST}", _short(field))


def _of_text(text: str, field: str) -> Iterable[Problem]:
    if any(ord(letter) < ord(" ") or letter == "\x7f" or "\ud800" <= letter <= "\udfff" for letter in text):
        yield Problem("text.invalid", "a text holds no control characters and no halves of characters", _short(field))


def _in_one_line(text: str) -> str:
    return text.translate({ord(end): " " for end in "\n\r\t"})


def _of_fraction(text: str, field: str) -> Iterable[Problem]:
    found = _FRACTION.fullmatch(text)
    if found and max(map(len, found.groups())) > LONGEST_FRACTION:
        yield Problem("number.too_long", f"a fraction has at most {LONGEST_FRACTION} digits a side", _short(field))


def _short(field: str) -> str:
    """The path without what an attacker may have put into names."""
    return "".join(letter if letter.isprintable() else "?" for letter in field[:200])
