"""Functions made for types, each once: those that read, write and check the values of a type."""

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made", bound=Callable[[Any], Any])


def made_once(ready: dict[Any, Made], kind: Any, make: Callable[[Any], Made]) -> Made:
    """What is ready for the type, made and kept where nothing is yet."""
    found = ready.get(kind)
    if found is None:
        # A type may hold itself: until its function is made, whoever needs it looks again when it is called.
        ready[kind] = lambda value: ready[kind](value)  # type: ignore[assignment]  # noqa: PLW0108 - another one by then
        found = ready[kind] = make(kind)
    return found
