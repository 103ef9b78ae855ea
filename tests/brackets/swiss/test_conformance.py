"""Swiss and Swiss with elimination keep the laws of formats, at every size and at samples of large ones."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from deltacrown import Format
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.swiss import Swiss
from deltacrown_brackets.formats.swiss_elimination import SwissElimination

RANDOM = {"within": "random"}


class TestSwiss(FormatConformance):
    format = Swiss()
    sizes = (2, 65)
    options: ClassVar[Options] = ({}, {"within": "fold"}, {"within": "adjacent"}, RANDOM)


class TestSwissOfManyRounds(FormatConformance):
    """More rounds than a field has opponents: rematches come only when nobody new is left."""

    format = Swiss()
    sizes = (2, 9)
    options: ClassVar[Options] = ({"rounds": 7}, {"rounds": 11, "within": "fold"})


class TestSwissElimination(FormatConformance):
    format = SwissElimination()
    sizes = (2, 65)
    options: ClassVar[Options] = ({}, {"wins": 2, "losses": 2}, {"best_of": 1, "best_of_deciding": 1})


@pytest.mark.parametrize("format_", [Swiss(), SwissElimination()], ids=lambda format_: format_.name)
def test_every_size(format_: Format) -> None:
    """From 2 to 65 entrants: it ends, and everyone is ranked."""
    ground = Playground(format_)
    for entrants in range(2, 66):
        placed = ground.play(Script(entrants, {}, entrants), looking=False).placed()
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize(
    ("format_", "options", "entrants"),
    [(Swiss(), {}, 255), (Swiss(), {"within": "fold"}, 256), (Swiss(), {}, 1_024), (SwissElimination(), {}, 1_023)],
    ids=["slide-255", "fold-256", "slide-1024", "elimination-1023"],
)
def test_large_fields(format_: Format, options: Mapping[str, Any], entrants: int) -> None:
    """Large fields, even and odd: it ends, everyone is ranked, and nobody has met the same opponent twice."""
    play = Playground(format_).play(Script(entrants, options, 4), looking=False)
    assert sorted(seed for group in play.placed() for seed in group) == list(range(1, entrants + 1))
    assert play.final is not None
    pairs = [frozenset(match.entrants) for match in play.final.matches.values()]
    assert len(set(pairs)) == len(pairs)
