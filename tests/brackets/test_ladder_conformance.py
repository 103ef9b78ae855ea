"""The ladder and the king of the hill keep the laws of formats, in every size."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from deltacrown import Format
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.king_of_the_hill import KingOfTheHill
from deltacrown_brackets.formats.ladder import Ladder


class TestLadder(FormatConformance):
    """Nobody has to challenge anyone, so whoever has won everything may still stand below the top."""

    format = Ladder()
    options: ClassVar[Options] = ({}, {"win": "insert", "reach": 0}, {"reach": 1, "best_of": 3}, {"rematch_after": 2})
    rematches_allowed = True
    unbeaten_first = False


class TestKingOfTheHill(FormatConformance):
    format = KingOfTheHill()
    options: ClassVar[Options] = ({}, {"rounds": 40}, {"rounds": 60, "defences": 3}, {"best_of": 3})

    def most_matches(self, entrants: int, options: Mapping[str, Any]) -> int:
        """Exactly as many as were asked for."""
        return options.get("rounds", entrants - 1)


CASES = [
    (Ladder(), {}),
    (Ladder(), {"win": "insert", "reach": 0}),
    (KingOfTheHill(), {}),
    (KingOfTheHill(), {"rounds": 1100, "defences": 2}),
]


@pytest.mark.parametrize(("format_", "options"), CASES)
def test_every_size(format_: Format[Any], options: Mapping[str, Any]) -> None:
    """From 2 to 65 entrants: it ends, matches are played, and everyone is ranked."""
    ground = Playground(format_)
    for entrants in range(2, 66):
        play = ground.play(Script(entrants, options, luck=1 + entrants % 3), looking=False)
        assert sorted(seed for group in play.placed() for seed in group) == list(range(1, entrants + 1))
        assert play.stage is not None
        assert play.stage.matches


@pytest.mark.parametrize(("format_", "options"), CASES)
@pytest.mark.parametrize("entrants", [256, 1024])
def test_large_fields(format_: Format[Any], options: Mapping[str, Any], entrants: int) -> None:
    """The same of hundreds."""
    play = Playground(format_).play(Script(entrants, options, luck=1), looking=False)
    assert sum(len(group) for group in play.placed()) == entrants
    assert play.stage is not None
    assert len(play.stage.matches) > 60
