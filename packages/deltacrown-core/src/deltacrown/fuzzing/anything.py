"""Anything: a value of any type that commands, settings and options are made of."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from deltacrown.fuzzing.luck import Luck

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When tournaments of luck begin, on their own clock."""

_TEXTS = ("", " ", "a", "final", "Group A", "ö 9", "\n", "x" * 65)
_SELDOM = 8


def anything(kind: Any, luck: Luck) -> Any:
    """A value of the type: mostly small, at times odd."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in _BUILT:
        return _BUILT[origin](arguments, luck)
    if isinstance(kind, type) and attrs.has(kind):
        return filled(kind, luck, {})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return luck.pick(list(kind))
    return _PLAIN[kind](luck) if kind in _PLAIN else None


def filled(kind: type, luck: Luck, known: Mapping[str, Callable[[], Any]]) -> Any:
    """An instance of an attrs class: fields by name where they are known, else by their type, often their default."""
    values: dict[str, Any] = {}
    for field in attrs.fields(attrs.resolve_types(kind)):
        if field.name in known:
            values[field.name] = known[field.name]()
        elif field.default is attrs.NOTHING or luck.once_in(2):
            values[field.name] = anything(field.type, luck)
    return kind(**values)


def _several(kinds: tuple[Any, ...], luck: Luck) -> tuple[Any, ...]:
    if len(kinds) > 1 and kinds[1] is Ellipsis:
        kinds = kinds[:1] * luck.between(1, 3)
    return tuple(anything(kind, luck) for kind in kinds)


def _number(luck: Luck) -> int:
    return luck.between(-1, 9) if luck.once_in(_SELDOM) else luck.pick((1, 1, 2, 2, 3, 4))


def _one_of(kinds: tuple[Any, ...], luck: Luck) -> Any:
    return anything(luck.pick(kinds), luck)


_BUILT: dict[Any, Callable[[tuple[Any, ...], Luck], Any]] = {
    Literal: lambda choices, luck: luck.pick(choices),
    Union: _one_of,
    UnionType: _one_of,
    tuple: _several,
    Mapping: lambda _, __: {},
    dict: lambda _, __: {},
}
_PLAIN: dict[Any, Callable[[Luck], Any]] = {
    bool: lambda luck: luck.once_in(2),
    int: _number,
    Fraction: lambda luck: Fraction(_number(luck), luck.between(1, 4)),
    str: lambda luck: luck.pick(_TEXTS),
    datetime: lambda luck: NOON + timedelta(minutes=luck.between(-600, 600)),
    NoneType: lambda _: None,
}
