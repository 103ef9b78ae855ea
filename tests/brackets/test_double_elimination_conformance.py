"""Double elimination keeps the laws of all formats, in every size and with every option."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from deltacrown import Bye, ReportResult, Score
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.double_elimination import DoubleElimination


class TestDoubleElimination(FormatConformance):
    """With a reset, whoever is out has lost twice."""

    format = DoubleElimination()
    sizes = (2, 65)
    losses_to_be_out = 2


class TestDoubleEliminationWithoutReset(FormatConformance):
    """Without a reset the runner-up may have lost but once; with no grand final at all, always."""

    format = DoubleElimination()
    sizes = (2, 12)
    options: ClassVar[Options] = ({"grand_final": "single"}, {"grand_final": "none"})
    losses_to_be_out = 1


class TestDoubleEliminationWithSplitStart(FormatConformance):
    """Who starts in the losers' bracket has one life, and an unbeaten one of them may meet an unbeaten other."""

    format = DoubleElimination()
    sizes = (2, 12)
    options: ClassVar[Options] = ({"split_start": True}, {"split_start": True, "grand_final": "single"})
    losses_to_be_out = 1


@pytest.mark.parametrize(("options", "luck", "step"), [({}, 1, 1), ({}, 0, 5), ({"split_start": True}, 2, 5)])
def test_every_size(options: Mapping[str, Any], luck: int, step: int) -> None:
    """From 2 to 65 entrants: it ends, one is first, one second, one third, one fourth, and everyone is ranked."""
    ground = Playground(DoubleElimination())
    for entrants in range(2, 66, step):
        placed = ground.play(Script(entrants, options, luck), looking=False).placed()
        assert [len(group) for group in placed[:4]] == [1] * min(4, entrants)
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize("entrants", [127, 1000, 1024])
def test_large_fields(entrants: int) -> None:
    """Up to 1,024: 2n - 2 matches where the unbeaten wins the grand final, played in the order of the plan."""
    director = Playground(DoubleElimination()).play(Script(entrants), most_matches=0).director
    planned = [match for match in director.tournament.stages[0].matches.values() if Bye() not in match.slots]
    assert len(planned) == 2 * entrants - 2
    for match in planned:
        director.submit(ReportResult("stage", match.key, Score((1, 0))))
    assert director.tournament.stages[0].over
    assert director.tournament.ranking is not None
    assert len(director.tournament.ranking.at(1)) == 1
