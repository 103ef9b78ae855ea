"""JSON text made straight from values: the text that `wire.dumps(wire.unstructure(value, kind))` gives, in less time.

Every event is written for its digest, so this is part of what each result costs. One writer is made for each type,
once; for a class it is source text that Python compiles, as attrs makes its methods. A writer raises TypeError where
a value is not exactly what its type says: `wire.text` then goes the long way over data.
"""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache, partial
from json.encoder import encode_basestring as quoted
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from deltacrown.commands import Command
from deltacrown.converter import converter, is_number
from deltacrown.events import Event
from deltacrown.made_once import made_once
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Seed, Slot, WinnerOf

Writer: TypeAlias = Callable[[Any], str]

dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""JSON text of data, always the same for the same data."""


def writer(kind: Any) -> Writer:
    """What writes the values of a type."""
    return made_once(_WRITERS, kind, _made)


def _made(kind: Any) -> Writer:
    among = get_args(kind)
    if is_number(kind):
        return partial(_number, kind)
    if get_origin(kind) in (Union, UnionType):
        return _union_writer(kind, [one for one in among if one is not NoneType])
    if get_origin(kind) is tuple and among[1:] == (...,):
        return partial(_list, writer(among[0]))
    if get_origin(kind) is Mapping and among[0] is str:
        return partial(_object, writer(among[1]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return quoted
    return _class_writer(kind) if isinstance(kind, type) and attrs.has(kind) else partial(long_way, kind)


def long_way(kind: Any, value: object) -> str:
    """The text over data: what every writer's is like."""
    return dumps(converter.unstructure(value, None if kind is Any else kind))


def _whole_number(value: int) -> str:
    if type(value) is not int:
        raise TypeError
    return str(value)


def _yes_or_no(value: object) -> str:
    if type(value) is not bool:
        raise TypeError
    return "true" if value else "false"


def _time(value: datetime) -> str:
    return _utc(value) if value.tzinfo is UTC else f'"{converter.unstructure(value, datetime)}"'


@lru_cache(maxsize=1)
def _utc(value: datetime) -> str:
    # The events of a command have one time, which is also their entries'.
    return f'"{value.isoformat()[: -len("+00:00")]}Z"'


def _number(kind: Any, value: object) -> str:
    return str(value) if type(value) is int else long_way(kind, value)


def _list(write: Writer, values: object) -> str:
    if type(values) is not tuple:
        raise TypeError
    return "[" + ",".join(map(write, values)) + "]"


def _object(write: Writer, values: Mapping[str, Any]) -> str:
    return f"{{{','.join([f'{quoted(key)}:{write(value)}' for key, value in values.items()])}}}"


def _slot(slot: Slot) -> str:
    return _SLOTS[type(slot)](slot)


_SLOTS: dict[type, Callable[[Any], str]] = {
    Seed: lambda slot: f'{{"seed":{_whole_number(slot.seed)}}}',
    WinnerOf: lambda slot: f'{{"winner_of":{quoted(slot.match)}}}',
    LoserOf: lambda slot: f'{{"loser_of":{quoted(slot.match)}}}',
    PlacedIn: lambda slot: f'{{"placed_in":{quoted(slot.match)},"rank":{_whole_number(slot.rank)}}}',
    Bye: lambda _: '{"bye":true}',
}
_WRITERS: dict[Any, Writer] = {str: quoted, int: _whole_number, bool: _yes_or_no, datetime: _time, Slot: _slot}


def _union_writer(kind: Any, kinds: list[Any]) -> Writer:
    """For a type or nothing, and for the union of all commands or events, whose texts carry the class's name."""
    if kind in (Command, Event):
        tagged = _Tagged(kinds)
        return lambda value: tagged[value.__class__](value)
    if len(kinds) == 1:
        write = writer(kinds[0])
        return lambda value: "null" if value is None else write(value)
    return partial(long_way, kind)


class _Tagged(dict[type, Writer]):
    """The writers of a union's classes, each made when it is first needed."""

    def __init__(self, kinds: Collection[type]) -> None:
        self._kinds = kinds

    def __missing__(self, kind: type) -> Writer:
        if kind not in self._kinds:
            raise TypeError
        made = self[kind] = _class_writer(kind, f',"type":"{kind.__name__}"')
        return made


def _class_writer(kind: Any, tag: str = "") -> Writer:
    """Every field by its name, in their order; those that hold their default are left out."""
    names: dict[str, Any] = {"kind": kind, "quoted": quoted, "no": _no}
    always, sometimes = tag, list[str]()
    for field in attrs.fields(attrs.resolve_types(kind)):
        name, default = field.name, field.default
        if default is attrs.NOTHING:
            always += f',"{name}":{{{_expression(field.type, f"value.{name}", names, name)}}}'
            continue
        test = f"part is not default_{name} and part != default_{name}"
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            test, default = f"part != default_{name}()", default.factory
        elif default is None:
            test = "part is not None"
        names[f"default_{name}"] = default
        written = f',"{name}":{{{_expression(field.type, "part", names, name)}}}'
        sometimes += [f"part = value.{name}", f"if {test}: text += f'''{written}'''"]
    lines = ["def write(value):", "if value.__class__ is not kind: raise TypeError", f"text = f'''{{{{{always[1:]}'''"]
    end = "return text + '}'" if always else "return '{' + text[2:] + '}'"
    exec("\n    ".join([*lines, *sometimes, end]), names)  # noqa: S102 - the text is made of field names
    write: Writer = names["write"]
    return write


def _expression(kind: Any, part: str, names: dict[str, Any], name: str) -> str:
    """Source text that writes `part`: what is written often without calling a writer for it."""
    if kind is str:
        return f"quoted({part})"
    if kind is int:
        return f"{part} if {part}.__class__ is int else no()"
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        item, one = get_args(kind)[0], f"{part.replace('.', '_')}_"
        each = f"str({one}) if {one}.__class__ is int else no()" if item is int else _expression(item, one, names, name)
        all_ = f"map(quoted, {part})" if item is str else f"[{each} for {one} in {part}]"
        return f"'[' + ','.join({all_}) + ']' if {part}.__class__ is tuple else no()"
    names[f"write_{name}"] = writer(kind)
    return f"write_{name}({part})"


def _no() -> None:
    raise TypeError
