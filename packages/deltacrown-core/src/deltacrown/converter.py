"""How each kind of value is read and written as JSON data. `deltacrown.wire` is the door to it."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from types import GenericAlias, MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import resolve_types
from cattrs import Converter

from deltacrown.commands import Amend, Command
from deltacrown.events import Event, HistoryAmended
from deltacrown.ranking import Number
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Seed, Slot, WinnerOf

converter = Converter(forbid_extra_keys=True, omit_if_default=True, prefer_attrib_converters=False)


def _strict(kind: type) -> None:
    def read(value: object, _: object) -> object:
        if type(value) is not kind:
            message = f"expected {_NAMES[kind]}, got {_NAMES.get(type(value), type(value).__name__)}"
            raise TypeError(message)
        return value

    converter.register_structure_hook(kind, read)


_NAMES: dict[type, str] = {
    int: "a whole number",
    str: "a text",
    bool: "true or false",
    float: "a decimal number",
    dict: "an object",
    list: "a list",
    type(None): "null",
}
for _kind in (int, bool):
    _strict(_kind)


def _read_text(value: object, _: object) -> str:
    if not isinstance(value, str):
        message = f"expected a text, got {_NAMES.get(type(value), type(value).__name__)}"
        raise TypeError(message)
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        message = "half a character: this text cannot be written"
        raise ValueError(message)
    return value


converter.register_structure_hook(str, _read_text)


# Not everything that Fraction reads: "1e999999999" is a number that takes all memory there is.
_FRACTION = re.compile(r"-?\d{1,300}([/.]\d{1,300})?")


def is_number(kind: Any) -> bool:
    """Whether the type is an exact number: a Fraction, or a union of it with int, float (infinity) or None."""
    if get_origin(kind) in (Union, UnionType):
        return Fraction in get_args(kind) and set(get_args(kind)) <= {int, Fraction, float, type(None)}
    return kind is Fraction


def _read_number(value: object, kind: Any) -> Number | None:
    if value is None and type(None) in get_args(kind):
        return None
    if value == "inf" and float in get_args(kind):
        return math.inf
    if type(value) is int:
        return value
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    message = f'expected a whole number or a fraction such as "1/2" or "12.5", got {value!r}'
    raise TypeError(message)


def _write_number(value: Number | None) -> int | float | str | None:
    # A finite float is written as it is, so that reading refuses it.
    if isinstance(value, Fraction):
        return str(value)
    return "inf" if value == math.inf else value


converter.register_structure_hook_func(is_number, _read_number)
converter.register_unstructure_hook_func(is_number, _write_number)


def _read_time(value: object, _: object) -> datetime:
    if not isinstance(value, str):
        message = "expected a time such as 2026-11-24T18:30:00Z"
        raise TypeError(message)
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        message = "a time needs its zone, such as 2026-11-24T18:30:00Z"
        raise ValueError(message)
    return time.astimezone(UTC)


converter.register_structure_hook(datetime, _read_time)
converter.register_unstructure_hook(datetime, lambda time: time.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def _read_choice(value: object, kind: type[StrEnum]) -> StrEnum:
    choices = [choice.value for choice in kind]
    if value not in choices:
        message = f"expected one of {', '.join(map(repr, choices))}, got {value!r}"
        raise ValueError(message)
    return kind(value)


# Registered for StrEnum by name: it is a str too, and the reader of texts would leave it one.
converter.register_structure_hook(StrEnum, _read_choice)
converter.register_unstructure_hook(StrEnum, str)


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _mapping_reader(kind: Any) -> Any:
    as_dict = _dict_like(kind)
    return lambda raw, _: MappingProxyType(converter.structure(_object(raw), as_dict))


def _dict_like(kind: Any) -> Any:
    key, value = get_args(kind)
    return GenericAlias(dict, (key, value))


def _object(raw: object) -> object:
    if not isinstance(raw, Mapping):
        message = f"expected an object, got {_NAMES.get(type(raw), type(raw).__name__)}"
        raise TypeError(message)
    return raw


converter.register_structure_hook_factory(_is_mapping, _mapping_reader)
converter.register_unstructure_hook_factory(
    _is_mapping, lambda kind: lambda value: converter.unstructure(dict(value), _dict_like(kind))
)
converter.register_structure_hook(Any, lambda raw, _: raw)


def _class_reader(kind: type) -> Any:
    read: Any = converter.gen_structure_attrs_fromdict(kind)
    return lambda raw, _: read(_object(raw), kind)


def _list_reader(kind: Any) -> Any:
    # A tuple is read as a list first, because reading any iterable would take a text for a list of letters.
    as_list: Any = GenericAlias(list, get_args(kind)[:1])
    return lambda raw, _: tuple(converter.structure(_list(raw), as_list))


def _list(raw: Any) -> Any:
    if not isinstance(raw, list | tuple):
        message = f"expected a list, got {_NAMES.get(type(raw), type(raw).__name__)}"
        raise TypeError(message)
    return raw


converter.register_structure_hook_factory(attrs.has, _class_reader)
converter.register_structure_hook_factory(lambda kind: get_args(kind)[1:] == (...,), _list_reader)


def _row_reader(kind: Any) -> Any:
    """A tuple of a fixed length, all of one kind."""
    length, as_list = len(get_args(kind)), GenericAlias(list, get_args(kind)[:1])

    def read(raw: Any, _: object) -> tuple[Any, ...]:
        if len(_list(raw)) != length:
            message = f"expected {length} values, got {len(raw)}"
            raise ValueError(message)
        return tuple(converter.structure(raw, as_list))  # type: ignore[arg-type]

    return read


def _row_writer(kind: Any) -> Any:
    item = get_args(kind)[0]

    def write(values: Any) -> list[Any]:
        return [converter.unstructure(value, item) for value in _list(values)]

    return write


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] != (...,) and len(set(get_args(kind))) == 1


converter.register_structure_hook_factory(_is_row, _row_reader)
converter.register_unstructure_hook_factory(lambda kind: get_args(kind)[1:] == (...,), _row_writer)


def _write_slot(slot: Slot) -> dict[str, object]:
    match slot:
        case Seed(seed=seed):
            return {"seed": seed}
        case WinnerOf(match=match):
            return {"winner_of": match}
        case LoserOf(match=match):
            return {"loser_of": match}
        case PlacedIn(match=match, rank=rank):
            return {"placed_in": match, "rank": rank}
        case Bye():
            return {"bye": True}


def _read_slot(raw: object, _: object) -> Slot:
    match raw:
        case {"seed": int(seed), **rest} if not rest:
            return Seed(seed)
        case {"winner_of": str(match), **rest} if not rest:
            return WinnerOf(match)
        case {"loser_of": str(match), **rest} if not rest:
            return LoserOf(match)
        case {"placed_in": str(match), "rank": int(rank), **rest} if not rest:
            return PlacedIn(match, rank)
        case {"bye": True, **rest} if not rest:
            return Bye()
    message = f"not a slot: {raw!r}"
    raise ValueError(message)


converter.register_structure_hook(Slot, _read_slot)
converter.register_unstructure_hook(Slot, _write_slot)


def _tagged(union: Any) -> None:
    """Read and write a union of classes as objects whose "type" is the name of the class."""
    kinds: dict[str, type] = {kind.__name__: kind for kind in get_args(union)}

    def read(raw: object, _: object) -> object:
        data = dict(raw) if isinstance(raw, Mapping) else {}
        kind = kinds.get(str(data.pop("type", "")))
        if kind is None:
            message = f"expected an object whose type is one of {', '.join(sorted(kinds))}"
            raise ValueError(message)
        return converter.structure(data, kind)

    def write(value: object) -> dict[str, object]:
        return {"type": type(value).__name__, **converter.unstructure(value)}

    converter.register_structure_hook(union, read)
    converter.register_unstructure_hook(union, write)
    converter.register_structure_hook(union | None, lambda raw, kind: None if raw is None else read(raw, kind))
    converter.register_unstructure_hook(union | None, lambda value: None if value is None else write(value))


for _class in (Amend, HistoryAmended):
    resolve_types(_class, {"Command": Command})
_tagged(Command)
_tagged(Event)
