"""Values made straight from JSON data: what `wire.structure(raw, kind)` makes, in less time, where nothing is wrong.

Every event of a journal is read so when it is replayed. One reader is made for each type, once; for a class it is
source text that Python compiles. A reader raises where the data is not exactly what a journal writes: `wire.values`
then goes the long way, which says what is wrong.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from deltacrown.commands import Command
from deltacrown.converter import converter, is_number
from deltacrown.events import Event
from deltacrown.made_once import made_once

Reader: TypeAlias = Callable[[Any], Any]


def reader(kind: Any) -> Reader:
    """What reads the values of a type."""
    return made_once(_READERS, kind, _made)


def _made(kind: Any) -> Reader:
    among = get_args(kind)
    if get_origin(kind) in (Union, UnionType) and not is_number(kind):
        return _union_reader(kind, [one for one in among if one is not NoneType], nothing=NoneType in among)
    if get_origin(kind) is tuple and among[1:] == (...,):
        return partial(_list, reader(among[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {choice.value: choice for choice in kind}.__getitem__
    return _class_reader(kind) if isinstance(kind, type) and attrs.has(kind) else _long_way(kind)


def _long_way(kind: Any) -> Reader:
    read = converter.get_structure_hook(kind)
    return lambda raw: read(raw, kind)


def _text(raw: Any) -> str:
    if raw.__class__ is not str or not (raw.isascii() or raw.isprintable()):
        raise TypeError
    text: str = raw
    return text


def _whole_number(raw: Any) -> int:
    if raw.__class__ is not int:
        raise TypeError
    number: int = raw
    return number


def _yes_or_no(raw: Any) -> bool:
    if raw.__class__ is not bool:
        raise TypeError
    answer: bool = raw
    return answer


@lru_cache(maxsize=1)
def _time(raw: str) -> datetime:
    # The events of a command have one time, which is also their entries'.
    time = datetime.fromisoformat(raw)
    if time.tzinfo is not UTC:
        raise TypeError
    return time


def _list(read: Reader, raw: Any) -> tuple[Any, ...]:
    if raw.__class__ is not list:
        raise TypeError
    return tuple([read(value) for value in raw])


_READERS: dict[Any, Reader] = {str: _text, int: _whole_number, bool: _yes_or_no, datetime: _time}


def _union_reader(kind: Any, kinds: list[Any], *, nothing: bool) -> Reader:
    """For a type or nothing, and for the unions of all commands and events, whose data carries the class's name."""
    if set(kinds) in (set(get_args(Command)), set(get_args(Event))):
        tagged = _Tagged(kinds)
        read: Reader = lambda raw: tagged[raw["type"]](raw)  # noqa: E731
    elif len(kinds) == 1:
        read = reader(kinds[0])
    else:
        return _long_way(kind)
    return (lambda raw: None if raw is None else read(raw)) if nothing else read


class _Tagged(dict[str, Reader]):
    """The readers of a union's classes by their names, each made when it is first needed."""

    def __init__(self, kinds: list[type]) -> None:
        self._kinds = {kind.__name__: kind for kind in kinds}

    def __missing__(self, name: str) -> Reader:
        made = self[name] = _class_reader(self._kinds[name], beside=1)
        return made


def _class_reader(kind: Any, beside: int = 0) -> Reader:
    """Every field by its name, or its default; `beside` counts what the data has beside them."""
    lines: list[str] = []
    names: dict[str, Any] = {"kind": kind, "text": _text, "no": _no}
    fields = attrs.fields(attrs.resolve_types(kind))
    for field in fields:
        name, default = field.name, field.default
        lines += [f"    {name}_ = raw['{name}']", f"    {name}_ = {_expression(field.type, f'{name}_', names, name)}"]
        if default is attrs.NOTHING:
            continue
        fresh = isinstance(default, attrs.Factory)  # type: ignore[arg-type]
        names[f"default_{name}"] = default.factory if fresh else default
        taken = [f"    {line}" for line in lines[-2:]]
        absent = f"    else: {name}_ = default_{name}{'()' if fresh else ''}"
        lines[-2:] = [f"    if '{name}' in raw:", *taken, "        known += 1", absent]
    required = sum(field.default is attrs.NOTHING for field in fields)
    begin = ["def read(raw):", "    if raw.__class__ is not dict: no()", f"    known = {beside + required}"]
    end = ["    if known != len(raw): no()", f"    return kind({', '.join(f'{field.name}_' for field in fields)})"]
    exec("\n".join([*begin, *lines, *end]), names)  # noqa: S102 - the text is made of field names
    read: Reader = names["read"]
    return read


def _expression(kind: Any, part: str, names: dict[str, Any], name: str) -> str:
    """Source text that reads `part`, which is a name: what is read often without calling a reader for it."""
    if kind is str:
        return f"{part} if {part}.__class__ is str and {part}.isascii() else text({part})"
    if kind is int:
        return f"{part} if {part}.__class__ is int else no()"
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        each = _expression(get_args(kind)[0], f"{part}_", names, name)
        return f"tuple([{each} for {part}_ in {part}]) if {part}.__class__ is list else no()"
    names[f"read_{name}"] = reader(kind)
    return f"read_{name}({part})"


def _no() -> None:
    raise TypeError
