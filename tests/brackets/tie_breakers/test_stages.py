"""The tie-breakers of running stages, on results small enough to be checked by hand."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from deltacrown import Bye, Game, How, Match, Outcome, Points, Results, Score, Seed, load

CHESS_POINTS = Points(1, Fraction(1, 2), 0)
REGISTRY = load()


def match(number: int, white: str, black: str, verdict: str, how: How = How.PLAYED, **more: Any) -> Match:
    rankings = {"1": ((white,), (black,)), "0": ((black,), (white,)), "=": ((white, black),), "-": ()}
    score = more.pop("score", None)
    key = f"{number}-{white}-{black}"
    outcome = Outcome(rankings[verdict], how, score)
    return Match(key, (Seed(1), Seed(2)), number, draws=True, entrants=(white, black), outcome=outcome, **more)


def bye(number: int, entrant: str, **more: Any) -> Match:
    outcome = Outcome(((entrant,),), How.BYE)
    return Match(f"{number}-{entrant}", (Seed(1), Bye()), number, entrants=(entrant, ""), outcome=outcome, **more)


def measured(word: str, results: Results) -> dict[str, Any]:
    return dict(REGISTRY.tie_breakers[word].measure(results))


THREE = Results(
    ("a", "b", "c"),
    (match(1, "a", "b", "1"), bye(1, "c"), match(2, "c", "a", "="), bye(2, "b")),
    CHESS_POINTS,
)
"""a: won, drew, 1.5. b: lost, bye, 1. c: bye, drew, 1.5."""


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("buchholz", {"a": Fraction(5, 2), "b": Fraction(5, 2), "c": Fraction(5, 2)}),
        ("buchholz_cut_1", {"a": Fraction(3, 2), "b": Fraction(3, 2), "c": Fraction(3, 2)}),
        ("sonneborn_berger", {"a": Fraction(7, 4), "b": 1, "c": Fraction(7, 4)}),
        ("progressive", {"a": Fraction(5, 2), "b": 1, "c": Fraction(5, 2)}),
        ("koya", {"a": 1 + Fraction(1, 2), "b": 0, "c": Fraction(1, 2)}),
        ("number_of_wins", {"a": 1, "b": 1, "c": 1}),
        ("number_of_wins_played", {"a": 1, "b": 0, "c": 0}),
        ("number_of_games_with_black", {"a": 1, "b": 1, "c": 0}),
        ("sum_of_opponents_scores", {"a": Fraction(5, 2), "b": Fraction(3, 2), "c": 2}),
        ("match_wins", {"a": 1, "b": 1, "c": 1}),
        ("game_difference", {"a": 1, "b": 0, "c": 1}),
        ("seed", {"a": 1, "b": 2, "c": 3}),
    ],
)
def test_by_hand(word: str, expected: dict[str, Any]) -> None:
    """A bye brings its points; as an opponent it has one's own score, and no more than a draw in every round (16.4)."""
    assert measured(word, THREE) == expected


def test_a_forfeited_game_brings_no_more_than_the_absent_opponent_has() -> None:
    """For a walkover the virtual opponent has one's own score or the absent one's, whichever is less (16.4.1)."""
    results = Results(("a", "b"), (match(1, "a", "b", "1", How.WALKOVER),), CHESS_POINTS)
    assert measured("buchholz", results) == {"a": 0, "b": 0}
    assert measured("number_of_wins", results) == {"a": 1, "b": 0}
    assert measured("number_of_wins_played", results) == {"a": 0, "b": 0}


def test_magic_percentages() -> None:
    """Match-win percentage by three points a win, never below a third; byes count, but not as opponents."""
    results = Results(
        ("a", "b", "c"),
        (
            match(1, "a", "b", "1", best_of=3, score=Score((2, 1))),
            bye(1, "c", best_of=3),
            match(2, "c", "a", "0", best_of=3, score=Score((0, 2))),
            match(2, "b", "d", "1", best_of=3, score=Score((2, 0), games=(Game((1, 0)), Game((1, 1)), Game((1, 0))))),
        ),
    )
    third = Fraction(1, 3)
    assert measured("match_win_percentage", results) == {"a": 1, "b": Fraction(1, 2), "c": Fraction(1, 2)}
    assert measured("opponents_match_win_percentage", results) == {"a": Fraction(1, 2), "b": (1 + third) / 2, "c": 1}
    assert measured("game_win_percentage", results) == {"a": Fraction(4, 5), "b": Fraction(10, 18), "c": Fraction(1, 2)}
    assert measured("game_difference", results) == {"a": 3, "b": 1, "c": 0}
    assert measured("opponents_game_win_percentage", results)["c"] == Fraction(4, 5)


def test_nobody_met_is_the_floor() -> None:
    """Whoever had only byes has opponents of a third."""
    results = Results(("a",), (bye(1, "a"),))
    assert measured("opponents_match_win_percentage", results) == {"a": Fraction(1, 3)}
    assert measured("match_win_percentage", results) == {"a": 1}


def test_direct_encounter_waits_for_those_who_have_not_met() -> None:
    """Among the tied, somebody is ahead only where the games that were not played could not change it (6.2)."""
    met = (match(1, "a", "b", "1"), match(1, "c", "d", "1"), match(2, "b", "d", "1"), match(2, "a", "c", "1"))
    assert measured("direct_encounter", Results(tuple("abcd"), met, CHESS_POINTS)) == {"a": 0, "b": 0, "c": 0, "d": 0}
    all_met = (*met, match(3, "c", "b", "1"), match(3, "d", "a", "1"))
    assert measured("direct_encounter", Results(tuple("abcd"), all_met, CHESS_POINTS)) == {
        "a": 1,
        "b": 1,
        "c": 2,
        "d": 2,
    }


def test_the_order_of_entrants_says_nothing() -> None:
    """The same results give everyone the same numbers, whoever is named first."""
    pairs = enumerate(combinations("abcde", 2))
    matches = tuple(match(number % 5, one, other, "1=0"[number % 3]) for number, (one, other) in pairs)
    for word in ("buchholz_cut_1", "sonneborn_berger", "direct_encounter", "opponents_match_win_percentage"):
        forth, back = (
            measured(word, Results(order, matches, CHESS_POINTS)) for order in (tuple("abcde"), tuple("edcba"))
        )
        assert forth == back, word
