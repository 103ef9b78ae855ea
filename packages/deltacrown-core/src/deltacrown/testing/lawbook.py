"""How a kit's laws become tests: every subclass gets its own copy of each law, drawn by hypothesis."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_MARK = "__law__"
_LawT = TypeVar("_LawT", bound=Callable[..., None])


def law(*varying: Any) -> Callable[[_LawT], _LawT]:
    """Mark a method as a law; `varying` is what the kit's `cases` gets to know about it."""

    def mark(function: _LawT) -> _LawT:
        setattr(function, _MARK, (function, varying))
        return function

    return mark


class Conformance(ABC):
    """What all kits share. A law is a method that takes one case; `cases` draws them.

    effort  how hard to look, as hypothesis settings; the loaded profile where it is None
    """

    effort: ClassVar[settings | None] = None

    @classmethod
    @abstractmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:
        """The cases of a law."""

    @classmethod
    @abstractmethod
    def complete(cls) -> bool:
        """Whether the subclass names what is to be tested; a class in between does not."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Own copies, because hypothesis keeps what it knows by function, and because the profile is loaded by now.
        super().__init_subclass__(**kwargs)
        if not cls.complete():
            return
        for name in dir(cls):
            marked = getattr(getattr(cls, name, None), _MARK, None)
            if marked:
                setattr(cls, name, _test(cls, *marked))


def _test(kit: type[Conformance], function: Callable[..., None], varying: tuple[Any, ...]) -> Callable[..., None]:
    @wraps(function)
    def test(self: Conformance, case: Any) -> None:
        function(self, case)

    # Otherwise hypothesis and pytest would look at the law itself instead.
    del test.__wrapped__
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    chosen = settings(kit.effort, deadline=None, print_blob=True, suppress_health_check=slow)
    ready: Callable[..., None] = chosen(given(case=kit.cases(*varying))(test))
    setattr(ready, _MARK, (function, varying))
    return ready
