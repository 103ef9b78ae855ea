"""Tie-breaks made of the opponents' ratings (C.07, article 10), by the tables of the rating regulations (B.02, 8.1)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from deltacrown_brackets.fide.tie_break_code import Edition, TieBreakCode
from deltacrown_brackets.fide.tie_break_field import Field, Measured
from deltacrown_brackets.fide.tie_break_opponents import nearest

# fmt: off
DIFFERENCES = (
    0, 7, 14, 21, 29, 36, 43, 50, 57, 65, 72, 80, 87, 95, 102, 110, 117, 125, 133, 141, 149, 158, 166, 175, 184, 193,
    202, 211, 220, 230, 240, 251, 262, 273, 284, 296, 309, 322, 336, 351, 366, 383, 401, 422, 444, 470, 501, 538, 589,
    677, 800,
)
"""Table 8.1.1: the rating difference for a score of 50 %, 51 %, … 100 %; below one half it is negative."""

UPPER = (
    3, 10, 17, 25, 32, 39, 46, 53, 61, 68, 76, 83, 91, 98, 106, 113, 121, 129, 137, 145, 153, 162, 170, 179, 188, 197,
    206, 215, 225, 235, 245, 256, 267, 278, 290, 302, 315, 328, 344, 357, 374, 391, 411, 432, 456, 484, 517, 559, 619,
    735,
)
"""Table 8.1.2: up to this rating difference the better player is expected to score 50 %, 51 %, … 99 %."""
# fmt: on

MOST = 800
"""What a score of nothing or of everything is worth."""


def average_rating(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """ARO (10.1): the average rating of the opponents met over the board, to a whole number, halves up."""
    del edition
    return Measured([_average([game[0] for game in games]) if games else None for games in _games(field, code)])


def performance(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """TPR (10.2): the average rating, and the difference that the table gives for the score."""
    del edition
    return Measured([_performance(games) if games else None for games in _games(field, code)])


def perfect_performance(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """PTP (10.3): the lowest rating whose expected score against these opponents is no less than the score made."""
    del edition
    return Measured([_perfect(games) if games else None for games in _games(field, code)])


def average_performance(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """APRO (10.4): the average TPR of the opponents met over the board."""
    return _over_opponents(field, performance(field, code, edition).units)


def average_perfect_performance(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """APPO (10.5): the average PTP of the opponents met over the board."""
    return _over_opponents(field, perfect_performance(field, code, edition).units)


def expected(difference: int) -> int:
    """The expected score in percent of a player who is rated so much higher than the opponent."""
    better = 50 + bisect_left(UPPER, abs(difference))
    return better if difference > 0 else 100 - better


def _games(field: Field, code: TieBreakCode) -> list[list[tuple[int, int]]]:
    """(the opponent's rating, the result in half points) of games over the board, cut; none if anyone is unrated."""
    ratings = [code.unrated if rating is None else rating for rating in field.ratings]
    if None in ratings:
        return [[] for _ in ratings]
    known = [rating or 0 for rating in ratings]
    rows = []
    for row in field.visits:
        games = sorted((known[visit.opponent], visit.result) for visit in row if visit.played)
        rows.append(games[code.cut_low : max(0, len(games) - code.cut_high)])
    return rows


def _average(numbers: Sequence[int]) -> int:
    return nearest(sum(numbers), len(numbers))


def _performance(games: Sequence[tuple[int, int]]) -> int:
    percent = nearest(100 * sum(result for _, result in games), 2 * len(games))
    difference = DIFFERENCES[percent - 50] if percent >= 50 else -DIFFERENCES[50 - percent]  # noqa: PLR2004 - one half
    return _average([rating for rating, _ in games]) + difference


def _perfect(games: Sequence[tuple[int, int]]) -> int:
    ratings = [rating for rating, _ in games]
    score = 50 * sum(result for _, result in games)
    if score == 0:
        return min(ratings) - MOST
    candidates = range(min(ratings) - MOST, max(ratings) + MOST + 1)
    return candidates[bisect_right(candidates, score - 1, key=lambda own: sum(expected(own - r) for r in ratings))]


def _over_opponents(field: Field, values: Sequence[int | None]) -> Measured:
    averages: list[int | None] = []
    for row in field.visits:
        met = [value for visit in row if visit.played and (value := values[visit.opponent]) is not None]
        averages.append(_average(met) if met else None)
    return Measured(averages)
