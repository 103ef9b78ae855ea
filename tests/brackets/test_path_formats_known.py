"""GSL groups, the stepladder, the page playoff and custom brackets: real events, and what cannot be played."""

from collections.abc import Mapping
from typing import Any

import pytest
from deltacrown import Format, Match, ReportResult, Score, Stage
from deltacrown.testing import Playground, Script
from deltacrown.testing.playground import Unplayable
from deltacrown_brackets.formats.custom_bracket import CustomBracket
from deltacrown_brackets.formats.gsl_groups import GslGroups
from deltacrown_brackets.formats.page_playoff import PagePlayoff
from deltacrown_brackets.formats.stepladder import Stepladder


def played(format_: Format, entrants: int, results: Mapping[str, tuple[int, int]], **options: Any) -> Stage:
    director = Playground(format_).play(Script(entrants, options), most_matches=0).director
    for key, score in results.items():
        director.submit(ReportResult("stage", key, Score(score)))
    return director.tournament.stages[0]


def placed(stage: Stage) -> list[list[int]]:
    assert stage.ranking is not None
    return [[stage.seeds[entrant] for entrant in group] for group in stage.ranking.groups]


def sides(match: Match, stage: Stage) -> tuple[int, ...]:
    return tuple(stage.seeds[entrant] for entrant in match.present)


def test_a_gsl_group() -> None:
    """StarCraft II Code S 2012, round of 32, group B (TeamLiquid's recap): Symbol first, Hack by the decider, RorO, Happy."""
    symbol, hack, happy, roro = 1, 2, 3, 4
    results = {"opening-1": (2, 0), "opening-2": (2, 1), "winners": (2, 0), "elimination": (2, 0), "decider": (2, 1)}
    stage = played(GslGroups(), 4, results, best_of=3)
    assert sides(stage.matches["elimination"], stage) == (roro, happy)
    assert sides(stage.matches["decider"], stage) == (hack, roro)
    assert placed(stage) == [[symbol], [hack], [roro], [happy]]


def test_gsl_groups_have_tables() -> None:
    """A following stage takes its entrants from places in each group."""
    results = {
        f"{group}-{key}": (1, 0)
        for group in "AB"
        for key in ("opening-1", "opening-2", "winners", "elimination", "decider")
    }
    stage = played(GslGroups(), 8, results)
    assert stage.ranking is not None
    assert {
        name: [stage.seeds[line.entrant] for line in table.standings] for name, table in stage.ranking.tables.items()
    } == {
        "Group A": [1, 4, 8, 5],
        "Group B": [2, 3, 7, 6],
    }


def test_a_stepladder() -> None:
    """PBA Tournament of Champions 2020 (cleveland.com): Prather, seed 4, beats Rash, Belmonte, Simonsen and O'Neill."""
    stage = played(Stepladder(), 5, {"step-1": (187, 164), "step-2": (0, 1), "step-3": (0, 1), "final": (205, 280)})
    assert [sides(match, stage) for match in stage.decided] == [(4, 5), (3, 4), (2, 4), (1, 4)]
    assert placed(stage) == [[4], [1], [2], [3], [5]]


def test_a_page_playoff() -> None:
    """The Brier of 2016 (curling.ca): Alberta, third, beats Manitoba, Northern Ontario, then Newfoundland in the final."""
    ontario, newfoundland, alberta, manitoba = 1, 2, 3, 4
    stage = played(PagePlayoff(), 4, {"1v2": (6, 7), "3v4": (7, 5), "semi-final": (5, 6), "final": (0, 1)})
    assert sides(stage.matches["semi-final"], stage) == (ontario, alberta)
    assert sides(stage.matches["final"], stage) == (newfoundland, alberta)
    assert placed(stage) == [[alberta], [newfoundland], [ontario], [manitoba]]


def one(key: str, *slots: Mapping[str, Any], **more: Any) -> Mapping[str, Any]:
    return {"key": key, "slots": list(slots), **more}


def seed(number: int) -> Mapping[str, Any]:
    return {"seed": number}


PAIR = one("a", seed(1), seed(2))


def test_placements_say_who_stands_where() -> None:
    """Whoever is named comes first in that order, whatever the graph says; the others stand behind them."""
    matches = [PAIR, one("b", seed(3), seed(4))]
    results = {"a": (1, 0), "b": (1, 0)}
    assert placed(played(CustomBracket(), 4, results, matches=matches)) == [[1, 3], [2, 4]]
    placements = [[{"loser_of": "b"}], [{"winner_of": "a"}]]
    assert placed(played(CustomBracket(), 4, results, matches=matches, placements=placements)) == [[4], [1], [3], [2]]


GRAND = [
    one("semi", seed(2), seed(3)),
    one("winners", seed(1), {"winner_of": "semi"}),
    one("losers", {"loser_of": "semi"}, {"loser_of": "winners"}),
    one("grand", {"winner_of": "winners"}, {"winner_of": "losers"}, section="final"),
    one("again", {"loser_of": "grand"}, {"winner_of": "grand"}, section="final", second_of="grand", best_of=3),
]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({"losers": (0, 1), "grand": (1, 0)}, [[1], [2], [3]]),
        ({"losers": (0, 1), "grand": (0, 1), "again": (2, 0)}, [[1], [2], [3]]),
        ({"losers": (0, 1), "grand": (0, 1), "again": (0, 2)}, [[2], [1], [3]]),
    ],
)
@pytest.mark.parametrize("placements", [[], [[{"winner_of": "again"}], [{"loser_of": "again"}]]])
def test_a_second_grand_final_is_played_only_where_it_is_needed(
    results: Mapping[str, Any], expected: list[list[int]], placements: list[Any]
) -> None:
    """Where the unbeaten side has lost the first one; it has its own number of games, and the places are its own."""
    stage = played(
        CustomBracket(), 3, {"semi": (1, 0), "winners": (1, 0), **results}, matches=GRAND, placements=placements
    )
    assert placed(stage) == expected
    assert ("again" in stage.matches) == ("again" in results)


@pytest.mark.parametrize(
    ("matches", "placements", "code", "field"),
    [
        ([], [], "empty", "matches"),
        ([PAIR, one("a", seed(3), seed(4))], [], "key", "matches.0.key"),
        ([one("", seed(1), seed(2))], [], "key", "matches.0.key"),
        ([one("a", seed(1))], [], "slots", "matches.0.slots"),
        ([one("a", seed(1), seed(2), best_of=2)], [], "best_of", "matches.0.best_of"),
        ([one("a", seed(1), seed(2), round=-1)], [], "round", "matches.0.round"),
        ([one("a", seed(1), seed(1))], [], "seed", "matches.0.slots.1"),
        ([one("a", seed(1), seed(0))], [], "seed", "matches.0.slots.1"),
        ([one("a", seed(1), seed(3))], [], "seed", "matches"),
        ([one("a", seed(1), {"winner_of": "x"})], [], "link", "matches.0.slots.1"),
        ([PAIR, one("b", seed(3), {"placed_in": "a", "rank": 3})], [], "link", "matches.1.slots.1"),
        ([PAIR, one("b", {"winner_of": "a"}, {"winner_of": "a"})], [], "taken", "matches.1.slots.1"),
        ([PAIR, one("b", seed(3), {"winner_of": "c"}), one("c", seed(4), {"winner_of": "b"})], [], "circle", "slots"),
        ([PAIR, one("b", seed(3), {"winner_of": "a"}, round=1)], [], "round", "matches.1.round"),
        ([PAIR, one("b", seed(3), seed(4), seed(5))], [], "entrants", "matches"),
        ([PAIR, one("b", seed(3), {"winner_of": "a"})], [[{"winner_of": "a"}]], "placement", "placements.0.0"),
        ([PAIR], [[{"winner_of": "a"}], [{"winner_of": "a"}]], "placement", "placements.1.0"),
        ([PAIR], [[seed(1)]], "placement", "placements.0.0"),
        ([PAIR, one("b", {"winner_of": "a"}, {"loser_of": "a"}, second_of="a")], [], "second", "matches.1.slots"),
        ([PAIR, one("b", seed(3), seed(4), second_of="x")], [], "second", "matches.1.slots"),
        ([*GRAND, one("more", seed(4), {"winner_of": "again"})], [], "second", "matches.5.slots"),
    ],
)
def test_what_is_no_bracket_is_refused(matches: list[Any], placements: list[Any], code: str, field: str) -> None:
    """Each slip with the field it is in."""
    with pytest.raises(Unplayable) as refused:
        played(CustomBracket(), 4, {}, matches=matches, placements=placements)
    assert refused.value.problems[0].code == f"custom_bracket.{code}"
    assert refused.value.problems[0].field.endswith(field)


@pytest.mark.parametrize(
    ("format_", "entrants", "said"),
    [
        (PagePlayoff(), 5, "exactly 4 entrants, not 5"),
        (GslGroups(), 5, "5 entrants do not fit 2 groups of 3 or 4"),
        (GslGroups(), 2, "2 entrants do not fit 1 group of 3 or 4"),
    ],
)
def test_fields_that_do_not_fit_are_refused(format_: Format, entrants: int, said: str) -> None:
    """In a sentence that says what fits."""
    with pytest.raises(Unplayable, match=said):
        played(format_, entrants, {})
