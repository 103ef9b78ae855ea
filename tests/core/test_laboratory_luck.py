"""The luck of the laboratory: games by Elo, more games in a row, lobbies by Plackett and Luce."""

import math
from collections import Counter

from deltacrown import (
    Match,
    Seed,
)
from deltacrown.laboratory import (
    Field,
)
from deltacrown.laboratory.luck import Luck

EQUALS = Field(dict.fromkeys("abcd", 1500.0))
CLEAR = 5_000.0


def thrown(match: Match, field: Field, times: int) -> Counter[tuple[tuple[tuple[str, ...], ...], int]]:
    ends = (Luck.of(field, str(number)).end(match) for number in range(times))
    return Counter((outcome.ranking, games) for outcome, games in ends)


def close(times: int, share: float, of: int) -> bool:
    return abs(times / of - share) < 5 * math.sqrt(share * (1 - share) / of)


def test_a_game_is_won_as_elo_expects() -> None:
    """200 points more expect 0.76 of a game, a draw being half of one; of equals a quarter draws."""
    match = Match("1", (Seed(1), Seed(2)), draws=True, entrants=("a", "b"))
    ends = thrown(match, Field({"a": 1700, "b": 1500}), 4_000)
    score = ends[(("a",), ("b",)), 1] + ends[(("a", "b"),), 1] / 2
    assert close(round(score), 1 / (1 + 10**-0.5), 4_000)
    assert close(thrown(match, EQUALS, 4_000)[(("a", "b"),), 1], 0.25, 4_000)


def test_more_games_favour_the_better_and_take_their_time() -> None:
    """A best-of-three is won with p²(3 - 2p), and ends after two games with p² + (1 - p)²; nobody draws it."""
    match = Match("1", (Seed(1), Seed(2)), best_of=3, entrants=("b", "a"))
    ends = thrown(match, Field({"a": 1700, "b": 1500}), 4_000)
    p = 1 / (1 + 10**-0.5)
    assert close(ends[(("a",), ("b",)), 2] + ends[(("a",), ("b",)), 3], p * p * (3 - 2 * p), 4_000)
    assert close(ends[(("a",), ("b",)), 2] + ends[(("b",), ("a",)), 2], p * p + (1 - p) ** 2, 4_000)
    assert {games for _, games in ends} == {2, 3}


def test_an_even_number_of_games_may_end_level() -> None:
    """Two games of equals, where draws are allowed, are level in half of the cases."""
    match = Match("1", (Seed(1), Seed(2)), best_of=2, draws=True, entrants=("a", "b"))
    assert close(thrown(match, EQUALS, 2_000)[(("a", "b"),), 2], 0.5, 2_000)


def test_a_lobby_is_ordered_by_plackett_and_luce() -> None:
    """Each place goes to one of those left in proportion to 10^(Elo/400)."""
    match = Match("1", (Seed(1), Seed(2), Seed(3)), entrants=("a", "b", "c"))
    strengths = {"a": 1600.0, "b": 1500.0, "c": 1300.0}
    ends = thrown(match, Field(strengths), 4_000)
    weights = {name: 10 ** (strength / 400) for name, strength in strengths.items()}
    for order in (("a", "b", "c"), ("b", "a", "c"), ("c", "a", "b"), ("c", "b", "a")):
        share = weights[order[0]] / sum(weights.values()) * weights[order[1]] / (weights[order[1]] + weights[order[2]])
        assert close(ends[tuple((name,) for name in order), 1], share, 4_000)
