"""The rules of FIDE C.07 one by one, on tournaments small enough to be checked by hand."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from deltacrown_brackets.fide.swiss_file import swiss_history
from deltacrown_brackets.fide.tie_break_code import Edition, UnknownTieBreak, parse_code
from deltacrown_brackets.fide.tie_break_field import field_of
from deltacrown_brackets.fide.tie_break_opponents import Contribution, _cut
from deltacrown_brackets.fide.tie_break_ratings import expected
from deltacrown_brackets.fide.tie_breaks import known, measure, rank_by

HALF = Fraction(1, 2)


def numbers(
    rounds: Sequence[dict[str, Any]],
    code: str,
    edition: Edition = Edition.OF_2026,
    *,
    cyclic: bool = False,
    **more: Any,
) -> list[Any]:
    """What the code measures, by pairing number."""
    ratings = more.pop("ratings", None) or [None] * _players(rounds)
    participants = [[number, rating] for number, rating in enumerate(ratings, 1)]
    history = swiss_history({"participants": participants, "rounds": list(rounds), **more})
    return measure(field_of(history, cyclic=cyclic), code, edition).values()


def _players(rounds: Sequence[dict[str, Any]]) -> int:
    named = [number for entry in rounds for game in entry.get("p", ()) for number in game[:2]]
    return max([*named, *(bye[0] for entry in rounds for bye in entry.get("b", ()))])


LEAVES = [
    {"p": [[1, 2, "1-0"], [3, 4, "1-0"]]},
    {"p": [[1, 3, "1-0"]], "b": [[2, "zero"], [4, "pairing"]]},
    {"p": [[1, 4, "1-0"]], "b": [[2, "zero"], [3, "pairing"]]},
]
"""2 loses to 1 and leaves. 1 has 3 points, 3 has 2, 4 has 1, 2 has none."""


def test_rounds_after_leaving_count_as_draws_for_opponents() -> None:
    """Requested byes after which nobody came back are draws in the opponent's Buchholz (16.3.2): 2 counts 1, not 0."""
    assert numbers(LEAVES, "BH") == [1 + 2 + 1, 3, 1 + 3 + HALF * 3, 2 + 1 + 3]


def test_a_requested_bye_before_coming_back_counts_as_scored() -> None:
    """Whoever plays again later has asked for a bye and no more: it counts what it brought (16.3.1)."""
    back = [*LEAVES[:2], {"p": [[1, 4, "1-0"], [2, 3, "0-1"]]}]
    assert numbers(back, "BH")[0] == 0 + 2 + 1


def test_the_virtual_opponent_of_both_editions() -> None:
    """One's own score stands in for a bye (2024); since 2026 no more than a draw in every round (16.4.2)."""
    rounds = [{"p": [[2, 3, "1/2-1/2"]], "b": [[1, "pairing"]]}, {"p": [[1, 2, "1-0"]], "b": [[3, "half"]]}]
    assert numbers(rounds, "BH", Edition.OF_2024)[0] == 2 + HALF
    assert numbers(rounds, "BH", Edition.OF_2026)[0] == 1 + HALF
    assert numbers(rounds, "BH/V1", Edition.OF_2026) == numbers(rounds, "BH", Edition.OF_2024)


def test_a_forfeit_win_against_somebody_with_less() -> None:
    """Since 2026 a forfeited game brings no more than the opponent has, who did not come (16.4.1); /P counts it played."""
    rounds = [{"p": [[1, 2, "+--"], [3, 4, "1-0"]]}, {"p": [[1, 3, "1-0"], [2, 4, "1/2-1/2"]]}]
    assert numbers(rounds, "BH", Edition.OF_2024)[0] == 2 + 1
    assert numbers(rounds, "BH", Edition.OF_2026)[0] == HALF + 1
    assert numbers(rounds, "BH/P", Edition.OF_2024)[0] == HALF + 1
    assert numbers(rounds, "SB/P", Edition.OF_2024)[0] == HALF + 1


def test_what_is_cut_first() -> None:
    """The least opponent, unless a voluntarily unplayed round contributes no less (16.5)."""
    ordinary, requested = Contribution(2, 2, voluntary=False), Contribution(5, 3, voluntary=True)
    rest = Contribution(9, 9, voluntary=False)
    assert _cut([ordinary, requested, rest], 1, 0) == 2 + 9
    assert _cut([ordinary, Contribution(5, 1, voluntary=True), rest], 1, 0) == 1 + 9
    assert _cut([ordinary, Contribution(5, 2, voluntary=True), rest], 1, 0) == 2 + 9


def test_a_cut_of_more_than_there_is_leaves_nothing() -> None:
    """Cutting every round leaves 0; after a cut below, the cut above takes what is left."""
    assert numbers(LEAVES, "BH/C9") == [0, 0, 0, 0]
    assert numbers(LEAVES, "BH/M1") == [1, 0, 3 * HALF, 2]
    assert numbers(LEAVES, "BH/M2") == [0, 0, 0, 0]


def test_a_round_robin_has_no_virtual_opponents() -> None:
    """Where pairings were fixed beforehand a rest adds nobody, and a forfeit counts as played (16.1)."""
    rounds = [
        {"p": [[1, 2, "+--"]], "b": [[3, "rest"]]},
        {"p": [[3, 1, "1-0"]], "b": [[2, "rest"]]},
        {"p": [[2, 3, "1/2-1/2"]], "b": [[1, "rest"]]},
    ]
    assert numbers(rounds, "BH", cyclic=True) == [HALF + 3 * HALF, 1 + 3 * HALF, 1 + HALF]
    assert numbers(rounds, "SB", cyclic=True) == [HALF, 3 * HALF * HALF, 1 + HALF * HALF]
    assert numbers(rounds, "KS", cyclic=True) == [0, HALF, 1]


def test_koya_and_its_limits() -> None:
    """Points against those with half of the greatest score, of another percentage, or a limit moved by half points."""
    rounds = [{"p": [[1, 2, "1-0"], [3, 4, "1-0"]]}, {"p": [[1, 3, "1/2-1/2"], [2, 4, "1-0"]]}]
    assert numbers(rounds, "PTS") == [3 * HALF, 1, 3 * HALF, 0]
    assert numbers(rounds, "KS") == [3 * HALF, 0, HALF, 0]
    assert numbers(rounds, "KS/L60") == numbers(rounds, "KS/L+1") == numbers(rounds, "KS/L+0.5") == [HALF, 0, HALF, 0]
    assert numbers(rounds, "KS/L-2") == [3 * HALF, 1, 3 * HALF, 0]


def test_fore_buchholz_takes_the_last_round_as_drawn() -> None:
    """Fore Buchholz is known before the last round: its games count as draws, whatever happens (8.3)."""
    first = {"p": [[1, 2, "1-0"], [3, 4, "1-0"]]}
    for result in ("1-0", "0-1", "1/2-1/2", "+--"):
        rounds = [first, {"p": [[1, 3, result], [2, 4, result]]}]
        assert numbers(rounds, "FB") == [2, 2, 2, 2]
    assert numbers([first, {"p": [[1, 3, "1-0"], [2, 4, "1-0"]]}], "BH") == [2, 2, 2, 2]


def test_other_point_systems() -> None:
    """Three points a win: a draw is worth one, and STD brings everyone back to 1, 1/2, 0."""
    three = {"scoring": {"win": 3, "draw": 1, "loss": 0, "forfeit_win": 3}}
    rounds = [{"p": [[1, 2, "1-0"], [3, 4, "1/2-1/2"]]}, {"p": [[1, 3, "1/2-1/2"], [2, 4, "+--"]]}]
    assert numbers(rounds, "PTS", **three) == [4, 3, 2, 1]
    assert numbers(rounds, "STD", **three) == [3 * HALF, 1, 1, HALF]
    assert numbers(rounds, "SB", **three) == [3 * 3 + 2, 3 * 1, 4 + 1, 2]
    assert numbers(rounds, "WIN", **three) == [1, 1, 0, 0]
    assert numbers(rounds, "WON", **three) == [1, 0, 0, 0]


def test_ratings_by_the_tables() -> None:
    """Averages round halves up; the performance follows the tables of the rating regulations (B.02, 8.1)."""
    rounds = [{"p": [[1, 2, "1-0"], [3, 4, "1-0"]]}, {"p": [[1, 3, "1/2-1/2"], [4, 2, "0-1"]]}]
    ratings = [2100, 2001, 2000, 1900]
    assert numbers(rounds, "ARO", ratings=ratings) == [2001, 2000, 2000, 2001]
    assert numbers(rounds, "ARO/C1", ratings=ratings)[0] == 2001
    assert numbers(rounds, "TPR", ratings=ratings) == [2001 + 193, 2000, 2000 + 193, 2001 - 800]
    assert numbers(rounds, "PTP", ratings=ratings)[3] == 2000 - 800
    assert numbers(rounds, "APRO", ratings=ratings)[1] == (2194 + 1201 + 1) // 2
    assert [expected(difference) for difference in (0, 3, 4, -4, 735, 736, -9999)] == [50, 50, 51, 49, 99, 100, 0]


def test_nobody_has_a_rating_number_where_somebody_is_unrated() -> None:
    """Criteria by ratings need everyone's, unless the organizer says what the unrated count."""
    rounds = [{"p": [[1, 2, "1-0"]]}]
    assert numbers(rounds, "ARO", ratings=[2000, None]) == [None, None]
    assert numbers(rounds, "ARO/U1400", ratings=[2000, None]) == [1400, 2000]


def test_an_encounter_is_looked_at_again_for_those_it_leaves_tied() -> None:
    """Of four who all met, the two who stay level in the small table are compared by their own game (6.3)."""
    games = {(1, 2): "1-0", (1, 3): "1-0", (1, 4): "0-1", (2, 3): "1-0", (2, 4): "1-0", (3, 4): "1-0"}
    rounds = [{"p": [[*pair, result]]} for pair, result in games.items()]
    history = swiss_history({"participants": [[number, None] for number in range(1, 5)], "rounds": rounds})
    assert rank_by(history, ["DE"], cyclic=True).groups == ((1,), (2,), (3,), (4,))


def test_modifiers_turn_and_misfit() -> None:
    """/R takes the other end for the better; what a criterion cannot have is refused by name."""
    history = swiss_history({"participants": [[1, 2000], [2, 1900]], "rounds": []})
    assert rank_by(history, ["RTG"]).groups == ((1,), (2,))
    assert rank_by(history, ["RTG/R"]).groups == ((2,), (1,))
    assert parse_code("bh/m1").cut_high == 1
    for text in ("BH/L50", "WIN/P", "BH/C", "KS/L", "BH/", "BH/V3", "ARO/U99999", "NIX", ""):
        with pytest.raises(UnknownTieBreak):
            known(text)


def test_nobody_and_nothing() -> None:
    """An empty field has an empty ranking; before the first round everyone is level."""
    assert rank_by(swiss_history({"participants": [], "rounds": []}), ["PTS", "BH"]).groups == ()
    two = swiss_history({"participants": [[1, None], [2, None]], "rounds": []})
    assert rank_by(two, ["PTS", "BH/C1", "SB", "AOB", "FB", "DE", "KS", "PTP", "APPO"]).groups == ((1, 2),)
