"""A frozen value with some fields replaced: like `attrs.evolve`, in less than half the time.

Every event makes a few such copies, so their cost is the cost of a result and of a replay.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


def replace(value: T, **changes: object) -> T:
    """The value with these fields replaced. For classes whose fields are all arguments by position."""
    read, places = _shape(type(value))  # type: ignore[arg-type]
    fields = list(read(value))
    for name, change in changes.items():
        fields[places[name]] = change
    return type(value)(*fields)


@cache
def _shape(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    names = [field.name for field in attrs.fields(kind)]
    assert all(field.init and not field.kw_only for field in attrs.fields(kind))
    return attrgetter(*names), {name: place for place, name in enumerate(names)}
