"""A match as the pages show it, where the numbers alone do not say how it went."""

import pytest
from attrs import evolve
from deltacrown import Game, Match, Outcome, Score, Seed
from deltacrown_host.web.view.matches import match_view

DASH = "\N{EN DASH}"
TIE = Match("R1-1", (Seed(2), Seed(1)), legs=2, away_goals=True, entrants=("Tottenham", "Ajax"))
FIRST, SECOND = Game((0, 1)), Game((3, 2))


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        (Score((3, 3), games=(FIRST, SECOND)), f"3{DASH}3 Ajax (legs 0{DASH}1 and 3{DASH}2, on away goals)"),
        (Score((4, 3), games=(FIRST, Game((4, 2)))), f"4{DASH}3 Ajax (legs 0{DASH}1 and 4{DASH}2)"),
        (Score((3, 3), (5, 4)), f"3{DASH}3 Ajax (2 legs, 5{DASH}4 shootout)"),
    ],
)
def test_a_match_over_two_legs_is_told_whole(score: Score, sentence: str) -> None:
    """The aggregate, the legs where they are known, and what decided where it was level."""
    decided = evolve(TIE, outcome=Outcome(score.ranking(TIE.entrants, away_goals=True), score=score))
    view = match_view("main", decided, {}, {})
    assert view.sentence == f"Tottenham {sentence}"
    assert [side.score for side in view.sides] == [str(number) for number in score.points]
    assert [side.won for side in view.sides] == [True, False]
