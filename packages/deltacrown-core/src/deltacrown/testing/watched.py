"""A format under observation: every question the engine asks, and every answer."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from deltacrown.contracts.format import Format
from deltacrown.contracts.seeding import Seeding
from deltacrown.explanations import Reason
from deltacrown.match.state import Match
from deltacrown.plugins.hookspecs import hookimpl
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking
from deltacrown.registration.state import Entrant
from deltacrown.stage.layout import Layout
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

Question: TypeAlias = Literal["pair", "rank", "arrange"]


@frozen
class Answer:
    """One question to the format, with the stage as the format saw it, and what came back: a value or an exception.

    `entrants` are those who asked for a match.
    """

    question: Question
    stage: Stage = field(repr=False)
    value: Any = None
    error: Exception | None = None
    entrants: tuple[EntrantId, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...] | None:
        """The matches that were answered; None where the answer is something else."""
        answered = self.value if self.question == "pair" else (self.value,)
        planned = not self.error and self.question != "rank" and all(isinstance(match, Match) for match in answered)
        return tuple(answered) if planned else None


class Watched(Format[Any]):
    """Passes every question on to the format and keeps the answers."""

    def __init__(self, watched: Format) -> None:
        self.watched = watched
        self.answers: list[Answer] = []
        for name in Format.__annotations__:
            setattr(self, name, getattr(watched, name))

    def pair(self, stage: Stage) -> Sequence[Match]:
        """The format's matches."""
        answer = ask(self.watched, "pair", stage)
        self.answers.append(answer)
        return _value(answer)  # type: ignore[no-any-return]

    def rank(self, stage: Stage) -> Ranking:
        """The format's ranking."""
        answer = ask(self.watched, "rank", stage)
        self.answers.append(answer)
        return _value(answer)  # type: ignore[no-any-return]

    def arrange(self, stage: Stage, entrants: Sequence[EntrantId]) -> Match | Refusal:
        """The format's match for these entrants."""
        answer = ask(self.watched, "arrange", stage, tuple(entrants))
        self.answers.append(answer)
        return _value(answer)  # type: ignore[no-any-return]

    def check(self, options: Any, entrants: int | None) -> Sequence[Problem]:
        """The format's objections."""
        return self.watched.check(options, entrants)

    def layout(self, stage: Stage) -> Layout:
        """The format's drawing."""
        return self.watched.layout(stage)

    def explain(self, stage: Stage, match: Match) -> Sequence[Reason]:
        """The format's reasons."""
        return self.watched.explain(stage, match)


def ask(format_: Format, question: Question, stage: Stage, entrants: tuple[EntrantId, ...] = ()) -> Answer:
    """Ask, and keep whatever happens as a value."""
    try:
        value = _asked(format_, question, stage, entrants)
    except Exception as error:  # noqa: BLE001 - the format under test may fail in any way
        return Answer(question, stage, None, error, entrants)
    return Answer(question, stage, value, None, entrants)


def _asked(format_: Format, question: Question, stage: Stage, entrants: tuple[EntrantId, ...]) -> Any:
    if question == "arrange":
        return format_.arrange(stage, entrants)
    return tuple(format_.pair(stage)) if question == "pair" else format_.rank(stage)


def _value(answer: Answer) -> Any:
    if answer.error is not None:
        raise answer.error
    return answer.value


class AsGiven(Seeding):
    """Seeds in the order of registration."""

    name = "conformance_as_given"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:  # noqa: ARG002 - a contract
        """As they came."""
        return [entrant.id for entrant in entrants]


class ConformanceKit:
    """The plugin that brings the format under test."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched

    @hookimpl
    def register_formats(self) -> list[Format]:
        """The format under test."""
        return [self.watched]

    @hookimpl
    def register_seedings(self) -> list[Seeding]:
        """A seeding that needs no other package."""
        return [AsGiven()]
