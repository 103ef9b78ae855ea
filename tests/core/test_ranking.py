"""Ties: criterion by criterion, again for every tied group, never by accident."""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from deltacrown import Number, Ranking, Registry, load
from deltacrown.results_file import ResultsTable, rank, read_tables
from deltacrown.wire import dumps
from hypothesis import given
from hypothesis import strategies as st

REGISTRY: Registry = load()
FIFA = ["points", "goal_difference", "goals_for", "h2h_points", "h2h_goal_difference", "h2h_goals_for"]
UEFA = ["points", "h2h_points", "h2h_goal_difference", "h2h_goals_for", "h2h_reapply", "goal_difference", "goals_for"]


def table(matches: Sequence[tuple[str, str, int, int]], rules: Sequence[str], **more: object) -> ResultsTable:
    ids = sorted({name for match in matches for name in match[:2]})
    data = {
        "participants": [{"id": name} for name in ids],
        "matches": [{"home": home, "away": away, "score": [a, b]} for home, away, a, b in matches],
        "rules": list(rules),
        **more,
    }
    return read_tables(dumps(data))[0]


def reasons(ranking: Ranking) -> list[str]:
    return [line.reason for line in ranking.standings[1:]]


def test_a_head_to_head_cycle_is_no_order() -> None:
    """A beat B, B beat C and C beat A by the same score: nothing separates them, so all three share rank 1."""
    cycle = [("A", "B", 1, 0), ("B", "C", 1, 0), ("C", "A", 1, 0)]
    assert rank(table(cycle, FIFA), REGISTRY).groups == (("A", "B", "C"),)


def test_head_to_head_is_a_table_among_the_tied() -> None:
    """Three who beat each other in a circle: the table of their own matches decides, +2, then 2 goals before 1."""
    matches = [
        ("A", "B", 3, 0),
        ("B", "C", 2, 0),
        ("C", "A", 1, 0),
        ("A", "D", 0, 0),
        ("B", "D", 0, 0),
        ("C", "D", 0, 0),
    ]
    ranking = rank(table(matches, UEFA), REGISTRY)
    assert [line.entrant for line in ranking.standings] == ["A", "B", "C", "D"]
    assert reasons(ranking) == ["h2h_goal_difference", "h2h_goals_for", "points"]


def test_all_head_to_head_criteria_come_before_they_are_applied_again() -> None:
    """UEFA Euro 2024, Group E: all four had 4 points; their table among all four is the whole table again.

    Romania and Belgium led by goal difference over Slovakia and Ukraine (+1, +1, 0, -2); Romania by goals scored.
    """
    matches = [
        ("ROU", "UKR", 3, 0),
        ("BEL", "SVK", 0, 1),
        ("SVK", "UKR", 1, 2),
        ("BEL", "ROU", 2, 0),
        ("SVK", "ROU", 1, 1),
        ("UKR", "BEL", 0, 0),
    ]
    ranking = rank(table(matches, UEFA), REGISTRY)
    assert [line.entrant for line in ranking.standings] == ["ROU", "BEL", "SVK", "UKR"]
    assert reasons(ranking) == ["h2h_goals_for", "h2h_goal_difference", "h2h_goal_difference"]


def test_head_to_head_is_applied_again_to_those_still_level() -> None:
    """With `h2h_reapply` two who stay level among three are compared by their own match; without it they are not."""
    matches = [
        ("A", "B", 1, 0),
        ("C", "A", 2, 1),
        ("B", "C", 1, 0),
        ("A", "D", 5, 0),
        ("B", "D", 1, 0),
        ("C", "D", 1, 0),
        ("X", "Y", 0, 0),
    ]
    words = ["points", "h2h_goals_for"]
    assert rank(table(matches, words), REGISTRY).groups[:2] == (("A", "C"), ("B",))
    again = rank(table(matches, ["points", "h2h_goals_for", "h2h_reapply"]), REGISTRY)
    assert again.groups[:3] == (("C",), ("A",), ("B",))


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("points", {"A": 3, "B": 3, "C": 3}),
        ("points_per_game", {"A": Fraction(3, 2), "B": Fraction(3, 2), "C": Fraction(3, 2)}),
        ("goal_difference", {"A": 1, "B": 0, "C": -1}),
        ("goals_for", {"A": 3, "B": 1, "C": 2}),
        ("goal_average", {"A": Fraction(3, 2), "B": 1, "C": Fraction(2, 3)}),
        ("wins", {"A": 1, "B": 1, "C": 1}),
        ("away_goals", {"A": 0, "B": 0, "C": 2}),
        ("away_wins", {"A": 0, "B": 0, "C": 1}),
    ],
)
def test_a_criterion_measures_what_its_name_says(word: str, numbers: dict[str, Number]) -> None:
    """A beat C 3:1 at home, B beat A 1:0 at home, C beat B 1:0 away."""
    matches = [("A", "C", 3, 1), ("B", "A", 1, 0), ("B", "C", 0, 1)]
    (step,) = rank(table(matches, [word]), REGISTRY).steps
    assert step.values == numbers


def test_goal_average_without_goals_against_is_infinite() -> None:
    """Whoever conceded nothing is ahead of everyone who conceded something, and the number is shown as infinity."""
    ranking = rank(table([("A", "B", 1, 0), ("C", "D", 9, 1)], ["goal_average"]), REGISTRY)
    assert ranking.standings[0].entrant == "A"


def test_deducted_points_count_for_points_but_not_head_to_head() -> None:
    """A deduction moves the total; the matches between two teams stay what they were."""
    matches = [("A", "B", 1, 0), ("A", "C", 1, 0), ("B", "C", 1, 0), ("C", "B", 0, 0)]
    deducted = rank(table(matches, ["points", "h2h_points"], points_adjustments={"A": -2}), REGISTRY)
    assert deducted.groups == (("A",), ("B",), ("C",))
    assert reasons(deducted) == ["h2h_points", "points"]


def test_cards_decide_by_fair_play() -> None:
    """A direct red card costs 4, two yellow ones 2: whoever lost less is ahead."""
    data = {
        "participants": [{"id": "A"}, {"id": "B"}],
        "rules": ["points", "fair_play"],
        "matches": [{"home": "A", "away": "B", "score": [0, 0], "cards": [[0, 0, 1, 0], [2, 0, 0, 0]]}],
    }
    ranking = rank(read_tables(dumps(data))[0], REGISTRY)
    assert ranking.groups == (("B",), ("A",))
    assert dict(ranking.steps[-1].values) == {"B": -2, "A": -4}


def test_an_outside_decision_orders_whom_it_names() -> None:
    """Lots between two of three: the third, whom the lots do not name, stays where the rules put it."""
    lots = {"external": {"drawing_of_lots": ["B", "A"]}}
    ranking = rank(
        table([("A", "B", 0, 0), ("A", "C", 1, 0), ("B", "C", 1, 0)], [*FIFA, "drawing_of_lots"], **lots), REGISTRY
    )
    assert ranking.groups == (("B",), ("A",), ("C",))
    assert reasons(ranking) == ["drawing_of_lots", "points"]


@given(st.integers(2, 7), st.randoms(use_true_random=False), st.sampled_from([FIFA, UEFA]))
def test_neither_order_nor_names_decide(size: int, rng: random.Random, rules: list[str]) -> None:
    """Renaming everyone and shuffling matches and participants renames the ranking and changes nothing else."""
    names = [chr(ord("A") + place) for place in range(size)]
    matches = [(a, b, rng.randint(0, 2), rng.randint(0, 2)) for a, b in combinations(names, 2)]
    renamed: Mapping[str, str] = dict(zip(names, rng.sample(names, size), strict=True))
    shuffled = [(renamed[a], renamed[b], x, y) for a, b, x, y in rng.sample(matches, len(matches))]
    before = rank(table(matches, rules), REGISTRY)
    after = rank(table(shuffled, rules), REGISTRY)
    assert [{renamed[name] for name in group} for group in before.groups] == [set(group) for group in after.groups]
    assert reasons(before) == reasons(after)


@given(st.integers(2, 6), st.randoms(use_true_random=False))
def test_the_steps_are_the_whole_reasoning(size: int, rng: random.Random) -> None:
    """Replaying the recorded steps on one group of everyone gives the ranking again."""
    names = [chr(ord("A") + place) for place in range(size)]
    matches = [(a, b, rng.randint(0, 1), rng.randint(0, 1)) for a, b in combinations(names, 2)]
    ranking = rank(table(matches, UEFA), REGISTRY)
    groups: list[tuple[str, ...]] = [tuple(names)]
    for step in ranking.steps:
        place = next(i for i, group in enumerate(groups) if set(group) == set(step.values))
        groups[place : place + 1] = list(step.groups)
    assert [set(group) for group in groups] == [set(group) for group in ranking.groups]
