"""Values as JSON and back: the one place that knows how anything is written.

Written compactly (defaults left out) and read strictly: unknown fields, missing fields and wrong types are all
reported at once, each with its path. Fractions are texts such as "1/2" or "12.5", so numbers stay exact.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from deltacrown.converter import converter
from deltacrown.errors import Malformed
from deltacrown.problems import Problem
from deltacrown.reading import reader
from deltacrown.unchanged import CHECKS, unchanged
from deltacrown.writing import dumps, long_way, writer

__all__ = ["checked", "dumps", "loads", "structure", "text", "unstructure", "values"]

T = TypeVar("T")


def structure(raw: object, kind: type[T], field: str = "") -> T:
    """The value that the JSON data stands for. `field` is the path that problems start with.

    Raises Malformed with every problem found.
    """
    try:
        return converter.structure(raw, kind)
    except Exception as error:
        raise Malformed(list(_problems(error, field))) from error


def values(kind: type[T]) -> Callable[[Any], T]:
    """`structure` for one type, in less time where nothing is wrong: to be kept where many values are read."""
    read = reader(kind)

    def value(raw: object) -> T:
        try:
            found: T = read(raw)
        except Exception:  # noqa: BLE001 - whatever it was, the long way says it
            return structure(raw, kind)
        return found

    return value


def checked(value: T, kind: Any) -> T:
    """The value as a journal would read it back: lists become tuples, texts become choices.

    `kind` is its class, or the union that it is one of. Raises Malformed where a journal could not read it, with every
    problem found.
    """
    try:
        check = CHECKS.get(kind) or unchanged(kind)
        if check(value):
            return value
        raw = converter.unstructure(value, kind)
        again: T = structure(raw, kind)
        dumps(raw).encode()
    except Malformed:
        raise
    except Exception as error:
        message = f"{type(value).__name__} does not hold what it should: {error}"
        raise Malformed([Problem("command.malformed", message)]) from error
    return again


def unstructure(value: object, kind: Any = None) -> Any:
    """JSON data for the value; `kind` where the value is one of a union (Command, Event)."""
    return converter.unstructure(value, kind)


def text(value: object, kind: Any) -> str:
    """The JSON text of the value: `dumps(unstructure(value, kind))`, faster."""
    try:
        return writer(kind)(value)
    except (TypeError, KeyError, AttributeError):
        return long_way(kind, value)


def loads(text: str | bytes) -> Any:
    """The data in a JSON text. Raises Malformed where it is not JSON."""
    try:
        # Text without a byte order mark, which is the usual case, needs no new decoder.
        plain = isinstance(text, str) and not text.startswith("\ufeff")
        return _decode(text) if plain else json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed([Problem("json.invalid", f"not JSON: {error}")]) from error


def _no_constant(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)


_decode: Callable[[Any], Any] = json.JSONDecoder(parse_constant=_no_constant).decode


def _problems(error: BaseException, field: str) -> Iterable[Problem]:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, field + _step(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield Problem("field.unknown", "there is no such field", f"{field}.{name}".lstrip("."))
    elif isinstance(error, KeyError):
        yield Problem("field.missing", "this field is required", field.lstrip("."))
    else:
        yield Problem("field.invalid", str(error) or type(error).__name__, field.lstrip("."))


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f".{note.index}"
    return ""
