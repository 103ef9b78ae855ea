"""Exact numbers as files write them."""

import re
from fractions import Fraction

# Not everything that Fraction reads: "1e999999999" is a number that takes all memory there is, and "1/0" is none.
_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)


def exact(text: str) -> Fraction:
    """The number in a text, such as "1.5". Raises ValueError."""
    if _NUMBER.fullmatch(text) is None:
        message = f"{text[:40]!r} is no number, or one that is too long"
        raise ValueError(message)
    return Fraction(text)
