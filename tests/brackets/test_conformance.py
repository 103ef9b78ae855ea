"""The built-in formats keep the laws that they ask of strangers."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.round_robin import RoundRobin
from deltacrown_brackets.formats.single_elimination import SingleElimination


class TestSingleElimination(FormatConformance):
    format = SingleElimination()
    sizes = (2, 65)
    options: ClassVar[Options] = ({}, {"third_place": True})
    losses_to_be_out = 1


class TestRoundRobin(FormatConformance):
    format = RoundRobin()
    sizes = (2, 13)


class TestRoundRobinInGroups(FormatConformance):
    format = RoundRobin()
    sizes = (4, 20)
    options: ClassVar[Options] = ({"groups": 2}, {"groups": 3, "draw": "blocks"}, {"groups": 4, "draw": "snake"})


class TestRoundRobinInLegs(FormatConformance):
    """The second leg is made of rematches, and none can be avoided."""

    format = RoundRobin()
    sizes = (2, 8)
    options: ClassVar[Options] = ({"legs": 2}, {"legs": 3, "groups": 2})


@pytest.mark.parametrize(
    ("options", "luck"),
    [({}, 0), ({}, 2), ({"third_place": True}, 1)],
)
def test_single_elimination_of_every_size(options: Mapping[str, Any], luck: int) -> None:
    """From 2 to 65 entrants: it ends, one is first, and everyone is ranked."""
    ground = Playground(SingleElimination())
    for entrants in range(2, 66):
        placed = ground.play(Script(entrants, options, luck), looking=False).placed()
        assert len(placed[0]) == 1
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize("options", [{}, {"groups": 7}, {"groups": 5, "draw": "blocks"}])
def test_large_round_robins(options: Mapping[str, Any]) -> None:
    """64 and 65 entrants, in one group and in many: it ends, and everyone is ranked."""
    ground = Playground(RoundRobin())
    for entrants in (64, 65):
        placed = ground.play(Script(entrants, options), looking=False).placed()
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))
