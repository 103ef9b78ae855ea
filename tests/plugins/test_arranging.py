"""Matches on demand of a stranger's format: what it answers is checked before it becomes a fact."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from deltacrown import (
    ArrangeMatch,
    Director,
    Format,
    Match,
    Phase,
    Problem,
    Refusal,
    Refused,
    Registry,
    ReportResult,
    Score,
    Seed,
    Stage,
)


class Friendly(Format[Any]):
    """One match is planned; friendly lobbies of any size are arranged on demand, or what it was told to answer."""

    name = "friendly"
    sides = None

    def __init__(self, answer: Any = None) -> None:
        self._answer = answer

    def pair(self, stage: Stage) -> Sequence[Match]:
        return () if stage.matches else (Match("1", (Seed(1), Seed(2))),)

    def arrange(self, stage: Stage, entrants: Sequence[str]) -> Any:
        if isinstance(self._answer, Exception):
            raise self._answer
        slots = tuple(Seed(stage.seeds[name]) for name in entrants)
        return Match("lobby", slots, section="friendly") if self._answer is None else self._answer


NONSENSE: dict[str, tuple[Any, str]] = {
    "raises": (ZeroDivisionError("by nothing"), "raised ZeroDivisionError: by nothing"),
    "a text": ("no", "arrange() must answer a Match or a Refusal, not str"),
    "no reason": (Refusal(()), "refuses without a reason"),
    "no problem": (Refusal(("too late",)), "arrange() must answer Problem values, not str"),  # type: ignore[arg-type]
    "others": (Match("x", (Seed(3), Seed(4))), "leaves out 'a', who asked"),
    "known key": (Match("1", (Seed(1), Seed(3))), "match key '1' is already in the stage"),
    "unknown seed": (Match("x", (Seed(1), Seed(9))), "there is no seed 9"),
}


@pytest.mark.parametrize("answer", NONSENSE)
def test_a_format_that_arranges_nonsense(
    answer: str, registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """The command is refused with the plugin's name and what is wrong, and nothing is written."""
    nonsense, words = NONSENSE[answer]
    director = cup(registry_of(formats=[Friendly(nonsense)]), "friendly")
    before = list(director.journal.read())
    with pytest.raises(Refused) as caught:
        director.submit(ArrangeMatch("main", ("a", "c")))
    (problem,) = caught.value.problems
    assert problem.code == "plugin.fault"
    assert "plugin 'stranger'" in problem.message
    assert words in problem.message
    assert list(director.journal.read()) == before


def test_a_format_refuses_for_every_reason_at_once(
    registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """Its problems are the answer, as it gave them."""
    reasons = (Problem("friendly.late", "too late", "stage"), Problem("friendly.many", "too many", "entrants"))
    director = cup(registry_of(formats=[Friendly(Refusal(reasons))]), "friendly")
    with pytest.raises(Refused) as caught:
        director.submit(ArrangeMatch("main", ("a", "c")))
    assert caught.value.problems == reasons


def test_a_stage_that_ends_itself_waits_for_what_was_arranged(
    registry_of: Callable[..., Registry], cup: Callable[..., Director]
) -> None:
    """A lobby on demand is a match like any other: the stage is over when both are decided."""
    director = cup(registry_of(formats=[Friendly()]), "friendly")
    director.submit(ArrangeMatch("main", ("d", "a", "c")))
    director.submit(ReportResult("main", "1", Score((1, 0))))
    assert director.tournament.phase is Phase.LIVE
    director.submit(ReportResult("main", "lobby", Score((3, 1, 2))))
    assert director.tournament.phase is Phase.COMPLETED
