"""Matches over legs in the laboratory: odds and hours are those of as many games."""

import math
from collections import Counter

from deltacrown import Engine, Match, Seed
from deltacrown.laboratory import Experiment, Field, alone, play_out
from deltacrown.laboratory.luck import Luck

RUNS = 4_000
EQUALS = Field({"a": 1500.0, "b": 1500.0})
LEGS = Match("1", (Seed(1), Seed(2)), legs=2, away_goals=True, entrants=("b", "a"))


def ends(match: Match, field: Field) -> Counter[tuple[tuple[tuple[str, ...], ...], int]]:
    thrown = (Luck.of(field, str(number)).end(match) for number in range(RUNS))
    return Counter((outcome.ranking, games) for outcome, games in thrown)


def close(times: int, share: float) -> bool:
    return abs(times / RUNS - share) < 5 * math.sqrt(share * (1 - share) / RUNS)


def test_every_leg_may_end_level() -> None:
    """A quarter of the legs of equals does, so a match that may is level with 1/4² + 2 · (3/8)²."""
    match = Match("1", (Seed(1), Seed(2)), draws=True, legs=2, entrants=("a", "b"))
    assert close(ends(match, EQUALS)[(("a", "b"),), 2], 1 / 16 + 2 * (3 / 8) ** 2)


def test_what_is_level_and_must_not_be_goes_to_a_shoot_out() -> None:
    """Equals are as likely to go on, and a shoot-out takes no time."""
    found = ends(LEGS, EQUALS)
    assert set(found) == {((("a",), ("b",)), 2), ((("b",), ("a",)), 2)}
    assert close(found[(("a",), ("b",)), 2], 1 / 2)


def test_the_better_wins_as_often_as_is_computed() -> None:
    """Where no leg ends level: both legs, or one and then the shoot-out, p² + 2p²(1 - p)."""
    p = 1 / (1 + 10**-0.5)
    found = ends(LEGS, Field({"a": 1700, "b": 1500}, draw_rate=0))
    assert close(found[(("a",), ("b",)), 2], p * p + 2 * p * p * (1 - p))


def test_every_leg_takes_its_time(engine: Engine) -> None:
    """Two legs for each semi-final at the same time, and one final."""
    report = play_out(engine, alone("single_elimination", {"legs": 2}), Experiment(Field.normal(4), 2, minutes=60))
    assert report.figures["hours"].mean == 3
    assert report.figures["matches"].mean == 3
