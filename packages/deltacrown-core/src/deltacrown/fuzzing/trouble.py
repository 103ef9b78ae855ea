"""Trouble with plugins: formats that fail in the middle of an answer, and things that are not installed for a while."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from deltacrown.contracts.format import Format
from deltacrown.engine import Engine
from deltacrown.match.state import Match
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

T = TypeVar("T")


class Mood:
    """Whether formats fail: at the question with this number, by an exception or by nonsense."""

    def __init__(self, fails_at: int, *, raises: bool) -> None:
        self._left = fails_at
        self._raises = raises
        self.failed = False

    def answer(self, question: Callable[[], T]) -> T:
        """The answer, or trouble."""
        self._left -= 1
        if self._left != 0:
            return question()
        self.failed = True
        if self._raises:
            message = "out of order"
            raise RuntimeError(message)
        nonsense: Any = ("nonsense",)
        return nonsense  # type: ignore[no-any-return]


class Moody(Format[Any]):
    """A format that passes every question on to another one, if it is in the mood."""

    def __init__(self, format_: Format, mood: Mood) -> None:
        self._format, self._mood = format_, mood
        for name in Format.__annotations__:
            setattr(self, name, getattr(format_, name))

    def pair(self, stage: Stage) -> Sequence[Match]:
        """The format's matches."""
        return self._mood.answer(lambda: self._format.pair(stage))

    def rank(self, stage: Stage) -> Ranking:
        """The format's ranking."""
        return self._mood.answer(lambda: self._format.rank(stage))

    def arrange(self, stage: Stage, entrants: Sequence[EntrantId]) -> Match | Refusal:
        """The format's match for these entrants."""
        return self._mood.answer(lambda: self._format.arrange(stage, entrants))

    def check(self, options: Any, entrants: int | None) -> Sequence[Problem]:
        """The format's objections."""
        return self._mood.answer(lambda: self._format.check(options, entrants))


def moody(engine: Engine, mood: Mood) -> Engine:
    """The engine with every format in that mood."""
    formats = {name: Moody(format_, mood) for name, format_ in engine.registry.formats.items()}
    return Engine(attrs.evolve(engine.registry, formats=MappingProxyType(formats)))


def without(engine: Engine, format_: str) -> Engine:
    """The engine where this format is not installed."""
    formats = {name: thing for name, thing in engine.registry.formats.items() if name != format_}
    return Engine(attrs.evolve(engine.registry, formats=MappingProxyType(formats)))
