"""GSL groups, stepladders, page playoffs and custom brackets keep the laws of formats, in every size."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import pytest
from attrs import evolve
from deltacrown import Format, Slot, wire
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.custom_bracket import CustomBracket
from deltacrown_brackets.formats.double_elimination import DoubleElimination
from deltacrown_brackets.formats.gsl_groups import GslGroups
from deltacrown_brackets.formats.page_playoff import PagePlayoff
from deltacrown_brackets.formats.single_elimination import SingleElimination
from deltacrown_brackets.formats.stepladder import Stepladder

SIZES = range(2, 66)


@cache
def drawn(format_: Format, entrants: int, **options: Any) -> Mapping[str, Any]:
    """The bracket of another format as the options of a custom one."""
    director = Playground(format_).play(Script(entrants, options), most_matches=0).director
    matches = director.tournament.stages[0].matches.values()
    layout = director.engine.layout(director.tournament.stages[0])
    titles = {key: column.title for section in layout.sections for column in section.columns for key in column.matches}
    return {
        "matches": [
            {
                "key": match.key,
                "slots": [wire.unstructure(slot, Slot) for slot in match.slots],
                "round": match.round,
                "section": match.section,
                "title": titles[match.key],
            }
            for match in matches
        ]
    }


class TestGslGroups(FormatConformance):
    """Groups of three and four, as many as it takes; whoever is not first in a group has lost."""

    format = GslGroups()
    sizes = (3, 65)
    options: ClassVar[Options] = ({}, {"draw": "blocks", "best_of": 3})
    losses_to_be_out = 1


class TestStepladder(FormatConformance):
    format = Stepladder()
    sizes = (2, 65)
    options: ClassVar[Options] = ({}, {"best_of": 3, "best_of_by_round": {"final": 5}})
    losses_to_be_out = 1


class TestPagePlayoff(FormatConformance):
    format = PagePlayoff()
    sizes = (4, 4)
    options: ClassVar[Options] = ({}, {"best_of_by_round": {"semi-final": 3}})
    losses_to_be_out = 1


class OfEverySize(FormatConformance):
    """A custom bracket whose matches fit the number of entrants: here those of a knock-out."""

    format = CustomBracket()
    sizes = (2, 65)
    bracket: ClassVar[tuple[Format, Mapping[str, Any]]] = (SingleElimination(), {})
    losses_to_be_out = 1

    @classmethod
    def cases(cls, *varying: Any) -> Any:
        format_, options = cls.bracket
        return (
            super()
            .cases(*varying)
            .map(lambda script: evolve(script, options=drawn(format_, script.entrants, **options)))
        )


class TestCustomKnockout(OfEverySize):
    bracket = (SingleElimination(), {"third_place": True})


class TestCustomDoubleElimination(OfEverySize):
    """Without a second match in the final the runner-up may have lost but once."""

    bracket = (DoubleElimination(), {"grand_final": "single"})


class TestCustomDoubleEliminationWithReset(OfEverySize):
    """The second grand final is planned only where it is needed."""

    sizes = (2, 17)
    bracket = (DoubleElimination(), {"grand_final": "reset"})
    losses_to_be_out = 2

    @classmethod
    def cases(cls, *varying: Any) -> Any:
        return super().cases(*varying).map(lambda script: evolve(script, options=with_second(script.options)))


def with_second(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The bracket with a second match of its grand final."""
    slots = [{"loser_of": "grand-final"}, {"winner_of": "grand-final"}]
    second = {"key": "again", "slots": slots, "section": "final", "second_of": "grand-final"}
    return {"matches": [*options["matches"], second]}


def lobbies() -> Mapping[str, Any]:
    """Two lobbies of four, and a final lobby of the two best of each."""
    best = [{"placed_in": key, "rank": rank} for key in ("1", "2") for rank in (1, 2)]
    first = [
        {"key": key, "slots": [{"seed": seed} for seed in seeds]}
        for key, seeds in {"1": range(1, 5), "2": range(5, 9)}.items()
    ]
    return {"matches": [*first, {"key": "final", "slots": best, "round": 2}]}


class TestCustomLobbies(FormatConformance):
    format = CustomBracket()
    sizes = (8, 8)
    options: ClassVar[Options] = (lobbies(),)


@pytest.mark.parametrize(("options", "luck"), [({}, 1), ({"draw": "blocks"}, 0)])
def test_gsl_groups_of_every_size(options: Mapping[str, Any], luck: int) -> None:
    """From 3 to 65 entrants except 5, and 1,024: it ends, as many are first as there are groups, everyone is ranked."""
    ground = Playground(GslGroups())
    for entrants in {*range(3, 66), 1024} - {5}:
        placed = ground.play(Script(entrants, options, luck), looking=False).placed()
        assert [len(group) for group in placed[:3]] == [-(-entrants // 4)] * 3
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize("luck", [0, 1])
def test_stepladders_of_every_size(luck: int) -> None:
    """From 2 to 65 entrants, and 1,024: it ends, and nobody shares a place."""
    ground = Playground(Stepladder())
    for entrants in (*SIZES, 1024):
        placed = ground.play(Script(entrants, luck=luck), looking=False).placed()
        assert sorted(placed) == [[seed] for seed in range(1, entrants + 1)]


@pytest.mark.parametrize(
    ("format_", "options"),
    [
        (SingleElimination(), {}),
        (SingleElimination(), {"third_place": True}),
        (SingleElimination(), {"placement": 64}),
        (SingleElimination(), {"consolation": True}),
        (DoubleElimination(), {"grand_final": "single"}),
        (DoubleElimination(), {"grand_final": "none"}),
        (DoubleElimination(), {"grand_final": "single", "split_start": True}),
        (Stepladder(), {}),
    ],
)
def test_a_drawn_bracket_is_ranked_as_by_the_format_that_drew_it(format_: Format, options: Mapping[str, Any]) -> None:
    """With the same results everyone has the same place."""
    theirs, ours = Playground(format_), Playground(CustomBracket())
    for entrants in (*range(2, 18), 31, 48, 65):
        expected = theirs.play(Script(entrants, options, luck=1), looking=False).placed()
        custom = Script(entrants, drawn(format_, entrants, **options), luck=1)
        assert ours.play(custom, looking=False).placed() == expected, entrants
