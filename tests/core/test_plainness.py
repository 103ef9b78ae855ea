"""Plans that are plainly sound, told in one pass."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from deltacrown import Bye, LoserOf, Match, Outcome, PlacedIn, Seed, Stage, StageSettings, Table, WinnerOf, load
from deltacrown.match.progress import Progress
from deltacrown.plugins import asking
from deltacrown.stage.plainness import plainly_sound
from deltacrown.stage.soundness import faults_by_rule

_SLOTS: list[Any] = [
    *(Seed(0), Seed(1), Seed(6), Seed(7), Bye(), None, "W1-1", PlacedIn("W1-1", 1)),
    *(link(key) for key in ("W1-1", "L2-1", "old", "gone") for link in (WinnerOf, LoserOf)),
]
_CHANGES: dict[str, list[Any]] = {
    "key": ["W1-1", "L1-1", "old", "new", "", "x" * 65, 1],
    "slots": [(), (Seed(1),), (Seed(1), Seed(2), Seed(3)), *((one, other) for one in _SLOTS for other in _SLOTS)],
    "round": [1, 2, 0, True, "1"],
    "section": ["winners", "losers", "", None],
    "best_of": [3, 0, 1.0],
    "legs": [1, 2, 0, True],
    "away_goals": [True, 0],
    "entrants": [("a", "b")],
    "outcome": [Outcome((("a",), ("b",)))],
    "ended_at": [datetime(2026, 11, 24, tzinfo=UTC)],
    "progress": [Progress(), Progress(station="1")],
}


def opened(format_: str) -> Stage[Any]:
    """A stage of six whose format is asked for the first time."""
    options: dict[str, Any] = {}
    return Stage(StageSettings("main", format_), 1, tuple("abcdef"), options, draw="seed/main")


def spoiled(matches: list[Match], place: int) -> Iterator[list[Match]]:
    """The plan with one match changed in every way, left out, or in another place."""
    before, after = matches[:place], matches[place + 1 :]
    for name, values in _CHANGES.items():
        yield from ([*before, evolve(matches[place], **{name: value}), *after] for value in values)
    yield [*before, *after]
    yield [*before, *after, matches[place]]


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize("sides", [None, 2])
def test_nothing_is_wrong_with_what_is_plainly_sound(place: int, sides: int | None) -> None:
    """However a match of a bracket is spoiled: where one pass finds the plan plainly sound, no rule finds a fault."""
    matches = list(asking.pair(load(), opened("double_elimination")))
    old = Match("old", (Seed(1), Seed(2)), section="old")
    stage = evolve(opened("double_elimination"), matches=Table([("old", old)]))
    told = [plan for plan in spoiled(matches, place) if plainly_sound(stage, plan, sides)]
    assert told
    assert not [fault for plan in told for fault in faults_by_rule(stage, plan, sides)]


@pytest.mark.parametrize("format_", ["single_elimination", "double_elimination", "round_robin", "swiss"])
def test_the_plans_of_formats_are_plainly_sound(format_: str) -> None:
    """What is asked for most is not looked at twice."""
    registry = load()
    stage = opened(format_)
    assert plainly_sound(stage, asking.pair(registry, stage), registry.formats[format_].sides)
