"""Tie-breaks made of the opponents' scores: Buchholz, Fore Buchholz, Sonneborn-Berger, and the average of Buchholz.

C.07 articles 8 and 9, with cuts (14) and virtual opponents for unplayed rounds (16.4, 16.5).
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import mul
from typing import NamedTuple

from deltacrown_brackets.fide.tie_break_code import Edition, TieBreakCode
from deltacrown_brackets.fide.tie_break_field import NOBODY, Field, Measured, Vector, Visit, adjusted


class Contribution(NamedTuple):
    """What one round adds: the opponent's adjusted score (or the virtual one's), what it counts, and why it may go."""

    score: int
    value: int
    voluntary: bool


class Row(NamedTuple):
    """A player's opponents: their scores, the points made against each; who had to be replaced by a virtual one.

    `voluntary` says which rounds were unplayed by choice; None where every round was played over the board.
    """

    scores: Sequence[int]
    points: Sequence[int]
    voluntary: Sequence[bool] | None = None


def buchholz(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """Buchholz (8.1) and Fore Buchholz (8.3): the sum of the opponents' adjusted scores."""
    return Measured(_buchholz(field, code, edition, fore=code.name == "FB"), field.unit)


def sonneborn_berger(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """Sonneborn-Berger (9.1): each opponent's adjusted score times the points made against them."""
    rows = _rows(field, code, edition, fore=False)
    if not code.cut_low and not code.cut_high:
        return Measured([sum(map(mul, row[0], row[1])) for row in rows], field.unit**2)
    sums = [_cut(_contributions(row, map(mul, row[0], row[1])), code.cut_low, code.cut_high) for row in rows]
    return Measured(sums, field.unit**2)


def average_of_buchholz(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """Average of the opponents' Buchholz (8.2), to two decimals, over games played over the board."""
    sums = _buchholz(field, code, edition, fore=code.fore)
    averages: list[int | None] = []
    for row in field.visits:
        met = [sums[visit.opponent] for visit in row if visit.played]
        averages.append(nearest(100 * sum(met), len(met) * field.unit) if met else None)
    return Measured(averages, 100)


def nearest(dividend: int, divisor: int) -> int:
    """The whole number nearest to a quotient, halves up."""
    return (2 * dividend + divisor) // (2 * divisor)


def sum_of_scores(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """SOS, the game of Go: the sum of the opponents' scores as they stand; for a bye, what the player made in games.

    The bye's rule is that of the tournaments in the corpora; the regulations of FIDE do not know the criterion.
    """
    del code, edition
    return Measured(_scores_met(field), field.unit)


def sum_of_sums(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """SOSOS, the game of Go: the sum of the opponents' SOS; for a bye, the player's own."""
    del code, edition
    sums = _scores_met(field)
    totals = [
        sum(sums[visit.opponent] if visit.opponent != NOBODY else own * visit.met for visit in row)
        for row, own in zip(field.visits, sums, strict=True)
    ]
    return Measured(totals, field.unit)


def _scores_met(field: Field) -> Vector:
    return [
        sum(
            field.points[visit.opponent] if visit.opponent != NOBODY else points - visit.points if visit.met else 0
            for visit in row
        )
        for row, points in zip(field.visits, field.points, strict=True)
    ]


def _buchholz(field: Field, code: TieBreakCode, edition: Edition, *, fore: bool) -> Vector:
    low, high = code.cut_low, code.cut_high
    rows = _rows(field, code, edition, fore=fore)
    if not low and not high:
        return [sum(row[0]) for row in rows]
    return [
        sum(sorted(row[0])[low : max(low, len(row[0]) - high)])
        if row[2] is None
        else _cut(_contributions(row, row[0]), low, high)
        for row in rows
    ]


def _rows(field: Field, code: TieBreakCode, edition: Edition, *, fore: bool) -> list[Row]:
    """Everyone's opponents; codes that differ in their cuts and weights only share them."""
    as_cyclic = field.cyclic and not code.as_swiss
    as_played = code.as_played or as_cyclic
    key = ("opponents", as_played, as_cyclic, edition, fore)
    if key not in field.shared:
        scores, own = adjusted(field, fore=fore)
        last = field.planned if fore else 0
        rows = []
        for place, whole in enumerate(field.whole):
            if whole:
                rows.append(Row([scores[opponent] for opponent in field.against[place]], field.gains[place]))
            else:
                virtual = _Virtual(own[place], field.draw * field.rounds, as_played, edition, last)
                visits = field.visits[place]
                counted = [visit for visit in visits if visit.opponent != NOBODY] if as_cyclic else visits
                rows.append(_row(counted, scores, virtual))
        field.shared[key] = rows
    found: list[Row] = field.shared[key]
    return found


class _Virtual(NamedTuple):
    """The opponent whom a player has in an unplayed round (16.4)."""

    own: int
    draws: int
    as_played: bool
    edition: Edition
    last_round: int

    def score(self, opponent: int | None) -> int:
        """The player's own; since 2026 at most the absent opponent's, or a draw in every round where there is none."""
        if self.edition is Edition.OF_2024:
            return self.own
        return min(self.own, self.draws if opponent is None else opponent)


def _row(visits: Sequence[Visit], adjusted_scores: Vector, virtual: _Virtual) -> Row:
    scores, voluntary = [], []
    for number, visit in enumerate(visits, 1):
        opponent = None if visit.opponent == NOBODY else adjusted_scores[visit.opponent]
        met = visit.played or virtual.as_played or number == virtual.last_round
        scores.append(opponent if met and opponent is not None else virtual.score(opponent))
        voluntary.append(visit.voluntary and not (met and opponent is not None))
    return Row(scores, [visit.points for visit in visits], voluntary)


def _contributions(row: Row, values: Iterable[int]) -> list[Contribution]:
    return list(map(Contribution, row.scores, values, row.voluntary or repeat(False)))  # noqa: FBT003 - a column


def _cut(left: list[Contribution], low: int, high: int) -> int:
    """The sum without its least contributions and its greatest (14.1, 14.2)."""
    for _ in range(min(low, len(left))):
        left.remove(_least(left))
    for _ in range(min(high, len(left))):
        left.remove(max(left, key=lambda part: part[:2]))
    return sum([part[1] for part in left])


def _least(parts: list[Contribution]) -> Contribution:
    """What is cut first: the least score, or a voluntarily unplayed round that contributes no less (16.5)."""
    ordinary = min(parts, key=lambda part: part[:2])
    voluntary = [part for part in parts if part[2]]
    if not voluntary:
        return ordinary
    requested = min(voluntary, key=lambda part: part[1::-1])
    return requested if requested.value >= ordinary.value else ordinary
