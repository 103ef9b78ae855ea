"""Matches in legs: what is scored at home and away is added up."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import evolve
from deltacrown import (
    Command,
    Director,
    Format,
    Game,
    Match,
    NoOptions,
    Ranking,
    ReportGame,
    ReportResult,
    Score,
    Seed,
    SetBestOf,
    Stage,
    verify,
    why_match,
)
from deltacrown.testing import Playground, Script

Cup = Callable[..., Director]
Codes = Callable[[Director, Command], list[tuple[str, str]]]


def semi_final(director: Director) -> Match:
    return director.tournament.stages[0].matches["R1-1"]


def legs(*scores: tuple[int, int]) -> tuple[Game, ...]:
    return tuple(map(Game, scores))


def after(director: Director, *scores: tuple[int, int]) -> Match:
    """The first semi-final after these legs; d is at home in the first, a in the second."""
    for score in scores:
        director.submit(ReportGame("main", "R1-1", Game(score)))
    return semi_final(director)


def test_the_better_seed_is_at_home_in_the_second_leg_and_the_final_is_one_match(cup: Cup) -> None:
    """The first slot is at home in the first leg, so the better place of the bracket has the second slot."""
    stage = cup(4, legs=2).tournament.stages[0]
    assert semi_final(cup(4, legs=2)).entrants == ("d", "a")
    assert [(match.key, match.legs) for match in stage.matches.values()] == [("R1-1", 2), ("R1-2", 2), ("final", 1)]


def test_legs_are_added_up(cup: Cup) -> None:
    """Nothing is decided after the first leg; a level leg is a result; the aggregate decides after the last."""
    director = cup(4, legs=2)
    assert after(director, (3, 0)).outcome is None
    decided = after(director, (0, 4)).outcome
    assert decided is not None
    assert decided.ranking == (("a",), ("d",))
    assert decided.score == Score((3, 4), games=legs((3, 0), (0, 4)))
    assert verify(director.engine, director.journal.read()).holds


@pytest.mark.parametrize(
    ("away_goals", "scores", "winner"),
    [
        (True, [(1, 2), (0, 1)], "a"),
        (True, [(0, 1), (3, 2)], "d"),
        (True, [(2, 1), (2, 1)], "d"),
        (True, [(1, 1), (0, 0)], "a"),
        (True, [(2, 1), (1, 2)], None),
        (False, [(0, 1), (3, 2)], None),
    ],
)
def test_away_goals_decide_where_the_match_says_so(
    cup: Cup, *, away_goals: bool, scores: Sequence[tuple[int, int]], winner: str | None
) -> None:
    """Level over both legs, more scored away is better; level in that too, or where it does not count, it stays open."""
    outcome = after(cup(4, legs=2, away_goals=away_goals), *scores).outcome
    assert (outcome.winner if outcome else None) == winner


def test_a_level_match_waits_for_the_shoot_out(cup: Cup, refusal: Codes) -> None:
    """Once all legs are played there is no other one: the whole result is reported, with the shoot-out."""
    director = cup(4, legs=2)
    after(director, (2, 1), (1, 2))
    assert refusal(director, ReportGame("main", "R1-1", Game((1, 0)))) == [("match.legs_played", "match")]
    level = Score((3, 3), games=legs((2, 1), (1, 2)))
    assert refusal(director, ReportResult("main", "R1-1", level)) == [("score.draw_not_allowed", "score")]
    director.submit(ReportResult("main", "R1-1", evolve(level, shootout=(1, 3))))
    outcome = semi_final(director).outcome
    assert outcome
    assert outcome.winner == "a"
    reason = str(why_match(director.engine, director.tournament, director.tournament.stages[0], semi_final(director)))
    assert "Match R1-1: 3:3 over 2 legs (2:1, 1:2), shoot-out 1:3 → a ahead of d" in reason


@pytest.mark.parametrize(
    ("score", "found"),
    [
        (Score((3, 4), games=legs((3, 0), (0, 4))), []),
        (Score((3, 4)), []),
        (Score((3, 3), (5, 4)), []),
        (Score((3, 3)), [("score.draw_not_allowed", "score")]),
        (Score((3, 3), (5, 4), games=legs((0, 1), (3, 2))), [("score.shootout_needless", "score.shootout")]),
        (Score((3, 4), games=legs((3, 0), (0, 3))), [("score.games", "score.games")]),
        (Score((3, 0), games=legs((3, 0))), [("score.legs", "score.games")]),
        (Score((3, 4), games=legs((1, 0), (1, 0), (1, 4))), [("score.legs", "score.games")]),
    ],
)
def test_a_whole_result_adds_up(cup: Cup, refusal: Codes, score: Score, found: list[tuple[str, str]]) -> None:
    """All legs or none; they add up to the aggregate; without them goals scored away cannot decide."""
    director = cup(4, legs=2, away_goals=True)
    if found:
        assert refusal(director, ReportResult("main", "R1-1", score)) == found
    else:
        director.submit(ReportResult("main", "R1-1", score))
        assert semi_final(director).outcome


def test_legs_are_not_made_a_best_of(cup: Cup, refusal: Codes) -> None:
    """The number of games can be changed in rounds of one leg only."""
    director = cup(4, legs=2)
    assert refusal(director, SetBestOf("main", 1, 3)) == [("match.legs", "round")]
    director.submit(SetBestOf("main", 2, 3))


class Odd(Format[NoOptions]):
    """Plans one match, whatever it is like."""

    name = "odd"
    sides = None

    def __init__(self, match: Match) -> None:
        self.match = match

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        """The match, once."""
        return () if stage.matches else (self.match,)

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        """Everyone level."""
        return Ranking.of([stage.entrants])


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        ({"legs": 0}, "legs is a whole number from 1"),
        ({"legs": True}, "legs is a whole number from 1"),
        ({"legs": 2, "best_of": 3}, "a match is played in legs or as a best of so many games, not both"),
        ({"legs": 2, "slots": (Seed(1), Seed(2), Seed(3))}, "only two can play at home and away in turn"),
        ({"away_goals": True}, "away_goals is true or false, and false where there is one leg"),
    ],
)
def test_a_format_cannot_plan_legs_that_make_no_sense(plan: dict[str, Any], fault: str) -> None:
    """What cannot be played is the format's fault, in words that its author understands."""
    planned = evolve(Match("1", (Seed(1), Seed(2))), **plan)
    assert Playground(Odd(planned)).play(Script(3)).message.endswith(f"match '1': {fault}")
