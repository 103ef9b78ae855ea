"""The language of a page, and what a message reads in it.

Messages are written in English where they are said: `say("Winner of {match}", match=title)` in code, `_("Sign in")` in
a template. `languages/<language>/*.toml` holds what each reads in another language. A message that has no translation
stays English; a test of the house finds every one of ours.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from markupsafe import Markup

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "bn": "বাংলা"}
"""Every language of the pages, with what it calls itself; the first is the one that messages are written in."""

_HERE = Path(__file__).parent / "languages"
_DIGITS = {"bn": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")}
_VALUE = re.compile(r"\{(\w+)\}")
_LONGEST = 1000
"""Whoever makes a refusal repeat a longer text reads it in English: patterns take their time over long ones."""
MADE = ("formats", "reasons", "refusals")
"""The files of the texts that others make: formats, plugins, the engine, refusals. A value stands for anything."""
_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said within is said in this language."""
    before = _current.set(language)
    try:
        yield
    finally:
        _current.reset(before)


def current() -> str:
    """The language in which things are said."""
    return _current.get()


class Catalogue:
    """What messages read in a language; and texts that others make, which `made` knows by their patterns."""

    def __init__(self, messages: Mapping[str, str], made: Mapping[str, str]) -> None:
        self._messages, self._made = messages, made
        # The pattern that says most goes first.
        patterns = sorted((english for english in made if "{" in english), key=lambda text: -len(_VALUE.sub("", text)))
        self._patterns = [(_pattern(english), made[english]) for english in patterns]

    def message(self, english: str) -> str:
        """What one of our messages reads; itself where it is not known."""
        return self._messages.get(english, english)

    def text(self, english: str) -> str:
        """What a finished text reads: one that is known as it is, or one that a pattern makes with some values."""
        known = self._made.get(english) or self._messages.get(english)
        if known or len(english) > _LONGEST:
            return known or english
        for pattern, reads in self._patterns:
            found = pattern.fullmatch(english)
            if found:
                return reads.format(**{name: numeral(self.text(value)) for name, value in found.groupdict().items()})
        return english


def _pattern(english: str) -> re.Pattern[str]:
    parts = _VALUE.split(english)
    values = (f"(?P<{name}>.+?){re.escape(text)}" for name, text in zip(parts[1::2], parts[2::2], strict=True))
    return re.compile(re.escape(parts[0]) + "".join(values))


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, read once."""
    ours: dict[str, str] = {}
    made: dict[str, str] = {}
    for file in sorted((_HERE / language).glob("*.toml")):
        (made if file.stem in MADE else ours).update(tomllib.loads(file.read_text(encoding="utf-8")))
    return Catalogue(ours, made)


def say(message: str, /, **values: object) -> str:
    """The message in the language of the page, with its values; whole numbers in its digits."""
    return catalogue(current()).message(message).format(**_numerals(values))


def several(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for one, or for many: `{count}` stands for how many. It is translated as the message for many."""
    message = one if count == 1 and current() == ENGLISH else many
    return say(message, count=count, **values)


def mark(message: str) -> str:
    """The message as it is, to be translated where it is said."""
    return message


def said(text: str) -> str:
    """A text that others made (a format, a plugin, a problem), as far as it is known in the language of the page."""
    return text if current() == ENGLISH or not text else catalogue(current()).text(text)


def numeral(value: object) -> str:
    """The value as a text, with the digits of the language."""
    digits = _DIGITS.get(current())
    return str(value).translate(digits) if digits else str(value)


def say_marked_up(message: str, /, **values: object) -> Markup:
    """The message for a template: it may hold elements, and its values are escaped."""
    return Markup(catalogue(current()).message(message)).format(**_numerals(values))  # noqa: S704 - our own messages


def several_marked_up(one: str, many: str, count: int, /, **values: object) -> Markup:
    """The message for one, or for many, for a template."""
    message = one if count == 1 and current() == ENGLISH else many
    return say_marked_up(message, count=count, **values)


def _numerals(values: Mapping[str, object]) -> dict[str, object]:
    return {name: numeral(value) if type(value) is int else value for name, value in values.items()}


def preferred(accepted: str) -> str:
    """The language that a browser would rather have, by its `Accept-Language`; English where it names none of ours."""
    wishes = []
    for place, part in enumerate(accepted.lower().split(",")):
        tag, _, weight = part.partition(";q=")
        wishes.append((-_weight(weight), place, tag.strip().split("-")[0]))
    return next((tag for weight, _, tag in sorted(wishes) if tag in LANGUAGES and weight < 0), ENGLISH)


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0
