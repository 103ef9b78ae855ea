"""Values of frozen classes, made fast.

The `__init__` that attrs writes for a frozen class sets each field by a call that goes around the refusal to be
changed. A class that is `quick` fills in its values while they belong to a twin, which has the same fields and refuses
nothing, and turns them into its own when they are whole: a match is made in half the time. They are what they always
were, frozen included.
"""

from collections.abc import Iterator
from types import new_class
from typing import Any, TypeVar

import attrs

T = TypeVar("T")

_TWINS: dict[type, type] = {}


def quick(frozen: type[T]) -> type[T]:
    """The frozen class with a fast `__init__`. It has no slot for weak references, and every field is an argument."""
    kind: Any = frozen
    fields = attrs.fields(kind)
    assert all(field.init and not field.kw_only for field in fields)
    assert all(field.converter is None and field.validator is None for field in fields)
    twin = _TWINS[kind] = _twin(kind)
    names: dict[str, Any] = {"kind": kind, "twin": twin, "become": object.__setattr__, "NOTHING": attrs.NOTHING}
    values = {field.name: field.name for field in fields}
    arguments = ["self"]
    for field in fields:
        default = field.default
        arguments.append(field.name if default is attrs.NOTHING else f"{field.name}=default_{field.name}")
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            names[f"make_{field.name}"] = default.factory
            values[field.name] = f"make_{field.name}() if {field.name} is NOTHING else {field.name}"
            default = attrs.NOTHING
        names[f"default_{field.name}"] = default
    lines = [f"def __init__({', '.join(arguments)}):", "become(self, '__class__', twin)", *filled(values)]
    exec("\n    ".join(lines), names)  # noqa: S102 - the text is made of field names
    names["__init__"].__annotations__ = kind.__init__.__annotations__
    kind.__init__ = names["__init__"]
    return frozen


def filled(values: dict[str, str]) -> Iterator[str]:
    """Lines of source that fill in `self`, a value of the twin, and make it one of `kind`."""
    yield from (f"self.{name} = {value}" for name, value in values.items())
    yield "self.__class__ = kind"


def twin_of(kind: type) -> type | None:
    """The class whose values have the same fields and can be changed, where the class is quick."""
    return _TWINS.get(kind)


def _twin(kind: type) -> type:
    bases = getattr(kind, "__orig_bases__", kind.__bases__)
    slots: Any = kind.__slots__  # type: ignore[attr-defined]
    return new_class(f"{kind.__name__}InTheMaking", bases, {}, lambda body: body.update(__slots__=slots))
