"""Hidden values: a proof that an answer does not depend on something is that it was given without looking.

A format and a tie-breaker are pure functions of what they read. Where one answers although some results were
hidden, and did not look at them, its answer is the same for every such result. Whoever looks is noticed, even where
it swallows the exception.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from deltacrown.errors import DeltaCrownError

_WAYS_TO_LOOK: Final = (
    *("__bool__", "__len__", "__iter__", "__getitem__", "__contains__", "__hash__", "__eq__", "__ne__", "__lt__"),
    *("__le__", "__gt__", "__ge__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__neg__"),
    *("__truediv__", "__rtruediv__", "__floordiv__", "__rfloordiv__", "__abs__", "__int__", "__float__", "__index__"),
    *("__str__", "__repr__", "__format__", "__reversed__", "__round__", "__pos__", "__mod__", "__rmod__", "__divmod__"),
)


class LookedAt(DeltaCrownError):
    """Something asked for a value that is not known."""


class Hidden:
    """A value that nobody may look at. `looked` grows whenever somebody tries."""

    def __init__(self, looked: list[str]) -> None:
        object.__setattr__(self, "_looked", looked)

    def __getattr__(self, name: str) -> Any:
        self._looked.append(name)
        raise LookedAt(name)


def _looking(name: str) -> Callable[..., Any]:
    def look(self: Hidden, *_: object) -> Any:
        return self.__getattr__(name)

    return look


def _forbid(names: Iterable[str]) -> None:
    # Python finds operators on the class, never through __getattr__.
    for name in names:
        setattr(Hidden, name, _looking(name))


_forbid(_WAYS_TO_LOOK)
