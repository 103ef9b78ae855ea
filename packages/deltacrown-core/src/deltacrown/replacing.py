"""A frozen value with some fields replaced: like `attrs.evolve`, in a third of the time.

Every event makes a few such copies, so their cost is the cost of a result and of a replay.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


def replace(value: T, **changes: object) -> T:
    """The value with these fields replaced. For classes whose fields are all arguments by position."""
    kind: Any = type(value)
    replaced: T = _replacer(kind, *changes)(value, **changes)
    return replaced


@cache
def _replacer(kind: Any, *changed: str) -> Callable[..., Any]:
    """A call of the class, written out for these fields: the changed ones given, the others taken from the value."""
    fields = attrs.fields(kind)
    assert all(field.init and not field.kw_only for field in fields)
    taken = ", ".join(field.name if field.name in changed else f"_.{field.name}" for field in fields)
    made: Callable[..., Any] = eval(f"lambda _, {', '.join(changed)}: kind({taken})", {"kind": kind})  # noqa: S307 - field names
    return made
