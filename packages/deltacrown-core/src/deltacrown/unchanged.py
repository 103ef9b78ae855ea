"""Whether a value would come back from a journal as it is: the usual case, told without writing and reading it.

No is not a refusal: whoever asks then writes and reads the value, which says what is wrong or answers what is read
instead. One check is made for each type, once; for a class it is source text that Python compiles.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from functools import partial
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from deltacrown.made_once import made_once
from deltacrown.stage.slots import Slot

Check: TypeAlias = Callable[[Any], bool]

_LARGEST = 1 << 63


def unchanged(kind: Any) -> Check:
    """What says of a value whether it is one of this type, just as a journal would read it."""
    return made_once(CHECKS, kind, _made)


def _made(kind: Any) -> Check:
    among = get_args(kind)
    if get_origin(kind) in (Union, UnionType) and kind != Slot:
        checks = {one: unchanged(one) for one in among}
        return lambda value: type(value) in checks and checks[type(value)](value)
    if get_origin(kind) is tuple and among[1:] == (...,):
        return partial(_tuple, unchanged(among[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value: type(value) is kind
    return _class_check(kind) if isinstance(kind, type) and attrs.has(kind) else lambda _: False


def _text(value: object) -> bool:
    return type(value) is str and value.isascii()


def _whole_number(value: object) -> bool:
    return type(value) is int and -_LARGEST < value < _LARGEST


def _fraction(value: Any) -> bool:
    return type(value) is Fraction and -_LARGEST < value.numerator < _LARGEST and value.denominator < _LARGEST


def _time(value: Any) -> bool:
    return type(value) is datetime and value.tzinfo is UTC and not value.fold


def _tuple(check: Check, values: object) -> bool:
    return type(values) is tuple and all(map(check, values))


CHECKS: dict[Any, Check] = {
    str: _text,
    int: _whole_number,
    bool: lambda value: type(value) is bool,
    Fraction: _fraction,
    datetime: _time,
    NoneType: lambda _: True,
}


def _class_check(kind: Any) -> Check:
    """Every field holds its very default, or something unchanged."""
    tests, names = ["value.__class__ is kind"], dict[str, Any](kind=kind, least=-_LARGEST, most=_LARGEST)
    for field in attrs.fields(attrs.resolve_types(kind)):
        name = field.name
        test = _expression(field.type, f"value.{name}", names, name)
        if isinstance(field.default, attrs.Factory) or field.default is attrs.NOTHING:  # type: ignore[arg-type]
            tests.append(test)
        else:
            tests.append(f"(value.{name} is default_{name} or {test})")
            names[f"default_{name}"] = field.default
    check: Check = eval(f"lambda value: {' and '.join(tests)}", names)  # noqa: S307 - the text is made of field names
    return check


def _expression(kind: Any, part: str, names: dict[str, Any], name: str) -> str:
    """Source text that says it of `part`: what is asked often without calling a check for it."""
    if kind is str:
        return f"({part}.__class__ is str and {part}.isascii())"
    if kind is int:
        return f"({part}.__class__ is int and least < {part} < most)"
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        one = f"{part.replace('.', '_')}_"
        each = _expression(get_args(kind)[0], one, names, name)
        return f"({part}.__class__ is tuple and all([{each} for {one} in {part}]))"
    names[f"check_{name}"] = unchanged(kind)
    return f"check_{name}({part})"
