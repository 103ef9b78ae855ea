"""A frozen value with some fields replaced: like `attrs.evolve`, in a fraction of the time.

Every event makes a few such copies, so their cost is the cost of a result and of a replay.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import attrs

from deltacrown.making import filled, twin_of

T = TypeVar("T")


def replace(value: T, **changes: object) -> T:
    """The value with these fields replaced. For classes whose fields are all arguments by position."""
    kind: Any = type(value)
    replaced: T = replacer(kind, *changes)(value, **changes)
    return replaced


@cache
def replacer(kind: Any, *changed: str) -> Callable[..., Any]:
    """What copies a value of the class with these fields given anew, written out: the others come from the value."""
    fields = attrs.fields(kind)
    assert all(field.init and not field.kw_only for field in fields)
    values = {field.name: field.name if field.name in changed else f"_.{field.name}" for field in fields}
    twin = twin_of(kind)
    copied = (
        ["self = new(twin)", *filled(values), "return self"] if twin else [f"return kind({','.join(values.values())})"]
    )
    names: dict[str, Any] = {"kind": kind, "twin": twin, "new": object.__new__}
    exec("\n    ".join([f"def replaced(_, {', '.join(changed)}):", *copied]), names)  # noqa: S102 - made of field names
    made: Callable[..., Any] = names["replaced"]
    return made
