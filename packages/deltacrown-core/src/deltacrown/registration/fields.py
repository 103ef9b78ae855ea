"""What else entrants are asked when they register: fields that an organizer makes up, and whether answers fit them.

The answers are no part of a tournament: they say things about people, so whoever embeds the engine keeps them where
they can be erased. Only the questions are in the settings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from deltacrown.problems import Problem

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
KEY_SAYS = "1 to 64 letters, digits, '-' or '_'"
MOST_FIELDS = 50
LONGEST_ANSWER = 1000
_NUMBER = re.compile(r"-?\d{1,15}([/.]\d{1,15})?")
_LARGEST = 2**53 - 1


class FieldKind(StrEnum):
    """What a field asks for."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number, or a text such as "12.5" or "1/2", exactly."""
    CHOICE = "choice"
    """One of the field's choices."""
    FILE = "file"
    """The id of a file that whoever keeps the answers has taken in."""


@frozen
class EntryField:
    """A question to everyone who registers.

    key       what the answer is called
    label     what people read; the key where it is left out
    required  whether nobody registers without an answer
    choices   what can be answered, for the kind `choice`
    """

    key: str
    kind: FieldKind = FieldKind.TEXT
    label: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


def field_problems(fields: Sequence[EntryField], path: str) -> Iterable[Problem]:
    """Why these cannot be asked; fields of problems are below `path`."""
    if len(fields) > MOST_FIELDS:
        yield Problem("entry_field.too_many", f"at most {MOST_FIELDS} things can be asked", path)
    for place, field in enumerate(fields):
        yield from _problems(field, fields[:place], f"{path}.{place}")


def _problems(field: EntryField, before: Sequence[EntryField], path: str) -> Iterable[Problem]:
    if not KEY.fullmatch(field.key):
        yield Problem("entry_field.key_invalid", KEY_SAYS, f"{path}.key")
    if any(field.key == other.key for other in before):
        yield Problem("entry_field.key_repeated", f"{field.key!r} is asked already", f"{path}.key")
    if field.kind is FieldKind.CHOICE and len(set(field.choices)) != len(field.choices):
        yield Problem("entry_field.choices", "no choice is there twice", f"{path}.choices")
    if (field.kind is FieldKind.CHOICE) != bool(field.choices):
        yield Problem("entry_field.choices", "the kind 'choice' has choices, and no other", f"{path}.choices")


def answer_problems(
    fields: Sequence[EntryField], answers: Mapping[str, object], path: str = "answers", *, complete: bool = True
) -> Iterable[Problem]:
    """Why these are no answers to these fields; unless `complete`, required ones may be missing."""
    asked = {field.key: field for field in fields}
    for key in answers:
        if key not in asked:
            yield Problem("answer.not_asked", f"nobody asks for {key!r}", f"{path}.{key}")
    for key, field in asked.items():
        if key in answers:
            yield from _answer_problems(field, answers[key], f"{path}.{key}")
        elif field.required and complete:
            yield Problem("answer.missing", f"{field.label or key!r} is required", f"{path}.{key}")


def _answer_problems(field: EntryField, answer: object, path: str) -> Iterable[Problem]:
    if field.kind is FieldKind.NUMBER:
        if not _is_number(answer):
            yield Problem("answer.invalid", "expected a whole number, or a text such as '12.5'", path)
    elif not isinstance(answer, str) or not answer.strip():
        yield Problem("answer.invalid", "expected a text that says something", path)
    elif len(answer) > LONGEST_ANSWER:
        yield Problem("answer.too_long", f"an answer has at most {LONGEST_ANSWER} characters", path)
    elif field.kind is FieldKind.CHOICE and answer not in field.choices:
        yield Problem("answer.invalid", f"expected one of {', '.join(map(repr, field.choices))}", path)


def _is_number(answer: object) -> bool:
    if isinstance(answer, str) and _NUMBER.fullmatch(answer):
        try:
            return abs(Fraction(answer)) <= _LARGEST
        except ZeroDivisionError:
            return False
    return type(answer) is int and abs(answer) <= _LARGEST
