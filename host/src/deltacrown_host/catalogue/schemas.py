"""An attrs class as a JSON schema: what a form for a format's options is made from, and read back by."""

import types
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin

import attrs
from deltacrown import Command, Slot, wire

_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Fraction: {"type": ["integer", "string"], "description": 'a whole number or a fraction such as "1/2" or "12.5"'},
    datetime: {"type": "string", "format": "date-time"},
    Any: {},
    Slot: {
        "type": "object",
        "description": 'who comes: {"seed": 1}, {"winner_of": "a"}, {"loser_of": "a"}, '
        '{"placed_in": "a", "rank": 3} or {"bye": true}, where "a" is the key of a match',
    },
    # A command in a command, as in a correction.
    Command | None: {"anyOf": [{"$ref": "#/components/schemas/Command"}, {"type": "null"}]},
}


def schema(cls: type) -> dict[str, Any]:
    """The schema of an attrs class, self-contained."""
    fields = attrs.fields(attrs.resolve_types(cls))
    return {
        "title": cls.__name__,
        "description": (cls.__doc__ or "").strip(),
        "type": "object",
        "properties": {field.name: _field(field, field.type) for field in fields},
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(field: "attrs.Attribute[Any]", kind: Any) -> dict[str, Any]:
    described = dict(_kind(kind))
    if field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        described["default"] = wire.unstructure(field.default)
    return described


def _kind(kind: Any) -> Mapping[str, Any]:
    inner = get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if inner:
        return _made_of(get_origin(kind), inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    # Whatever else a plugin's author writes: an attrs class in an attrs class, or nothing that can be said.
    return schema(kind) if attrs.has(kind) else {}


def _made_of(origin: Any, inner: tuple[Any, ...]) -> Mapping[str, Any]:
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_kind(one) for one in inner]}
    if origin in (tuple, list):
        return {"type": "array", "items": _kind(inner[0])}
    return {"type": "object", "additionalProperties": _kind(inner[-1])}
