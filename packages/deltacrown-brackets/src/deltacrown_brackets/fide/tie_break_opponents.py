"""Tie-breaks made of the opponents' scores: Buchholz, Fore Buchholz, Sonneborn-Berger, and the average of Buchholz.

C.07 articles 8 and 9, with cuts (14) and virtual opponents for unplayed rounds (16.4, 16.5).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from deltacrown_brackets.fide.history import PointValue
from deltacrown_brackets.fide.tie_break_code import Edition, TieBreakCode
from deltacrown_brackets.fide.tie_break_field import NOBODY, Field, Vector, Visit, adjusted


class Contribution(NamedTuple):
    """What one round adds: the opponent's adjusted score (or the virtual one's), what it counts, and why it may go."""

    score: int
    value: int
    voluntary: bool


def buchholz(field: Field, code: TieBreakCode, edition: Edition) -> list[PointValue]:
    """Buchholz (8.1) and Fore Buchholz (8.3): the sum of the opponents' adjusted scores."""
    return [field.value(units) for units in _buchholz(field, code, edition, fore=code.name == "FB")]


def sonneborn_berger(field: Field, code: TieBreakCode, edition: Edition) -> list[PointValue]:
    """Sonneborn-Berger (9.1): each opponent's adjusted score times the points made against them."""
    rows = _contributions(field, code, edition, fore=False, weighted=True)
    return [field.value(units, power=2) for units in _sums(rows, code)]


def average_of_buchholz(field: Field, code: TieBreakCode, edition: Edition) -> list[PointValue | None]:
    """Average of the opponents' Buchholz (8.2), to two decimals, over games played over the board."""
    sums = _buchholz(field, code, edition, fore=code.fore)
    averages: list[PointValue | None] = []
    for row in field.visits:
        met = [sums[visit.opponent] for visit in row if visit.played]
        averages.append(rounded(Fraction(sum(met), len(met) * field.unit), 100) if met else None)
    return averages


def rounded(value: Fraction, parts: int) -> PointValue:
    """The nearest multiple of 1/parts, halves up."""
    nearest = (2 * value * parts + 1) // 2
    return Fraction(nearest, parts) if nearest % parts else nearest // parts


def sum_of_scores(field: Field, code: TieBreakCode, edition: Edition) -> list[PointValue]:
    """SOS, the game of Go: the sum of the opponents' scores as they stand; for a bye, what the player made in games.

    The bye's rule is that of the tournaments in the corpora; the regulations of FIDE do not know the criterion.
    """
    del code, edition
    return [field.value(units) for units in _scores_met(field)]


def sum_of_sums(field: Field, code: TieBreakCode, edition: Edition) -> list[PointValue]:
    """SOSOS, the game of Go: the sum of the opponents' SOS; for a bye, the player's own."""
    del code, edition
    sums = _scores_met(field)
    return [
        field.value(sum(sums[visit.opponent] if visit.opponent != NOBODY else own * visit.met for visit in row))
        for row, own in zip(field.visits, sums, strict=True)
    ]


def _scores_met(field: Field) -> Vector:
    return [
        sum(
            field.points[visit.opponent] if visit.opponent != NOBODY else points - visit.points if visit.met else 0
            for visit in row
        )
        for row, points in zip(field.visits, field.points, strict=True)
    ]


def _buchholz(field: Field, code: TieBreakCode, edition: Edition, *, fore: bool) -> Vector:
    return _sums(_contributions(field, code, edition, fore=fore, weighted=False), code)


def _contributions(
    field: Field, code: TieBreakCode, edition: Edition, *, fore: bool, weighted: bool
) -> list[list[Contribution]]:
    """Everyone's contributions; codes that differ in their cuts only share them."""
    as_played = code.as_played or (field.cyclic and not code.as_swiss)
    key = ("contributions", as_played, code.as_swiss, edition, fore, weighted)
    if key not in field.shared:
        scores, own = adjusted(field, fore=fore)
        last = field.planned if fore else 0
        rows = []
        for row, score in zip(field.visits, own, strict=True):
            virtual = _Virtual(score, field.draw * field.rounds, as_played, edition, last)
            rows.append(list(_of_player(row, scores, virtual, weighted=weighted)))
        if field.cyclic and not code.as_swiss:
            rows = [
                [part for part, visit in zip(parts, row, strict=True) if visit.opponent != NOBODY]
                for parts, row in zip(rows, field.visits, strict=True)
            ]
        field.shared[key] = rows
    found: list[list[Contribution]] = field.shared[key]
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


def _of_player(row: Sequence[Visit], scores: Vector, virtual: _Virtual, *, weighted: bool) -> Iterator[Contribution]:
    for number, visit in enumerate(row, 1):
        points, opponent = visit[0], visit[1]
        met = visit[2] or (opponent != NOBODY and (virtual.as_played or number == virtual.last_round))
        score = scores[opponent] if met else virtual.score(None if opponent == NOBODY else scores[opponent])
        yield Contribution(score, score * points if weighted else score, visit[3] and not met)


def _sums(rows: list[list[Contribution]], code: TieBreakCode) -> Vector:
    if not code.cut_low and not code.cut_high:
        return [sum([part[1] for part in row]) for row in rows]
    return [_cut(row, code.cut_low, code.cut_high) for row in rows]


def _cut(row: list[Contribution], low: int, high: int) -> int:
    """The sum without its least contributions and its greatest (14.1, 14.2)."""
    left = list(row)
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
