"""The field as tie-breaks see it: what every round brought everyone, in whole numbers, and the adjusted scores.

Scores are counted in units: the largest part of a point of which every score is a multiple (half a point in chess).
Sums of whole numbers are exact and quick; what leaves the field is turned back into points.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple, TypeAlias

from attrs import field, frozen

from deltacrown_brackets.fide.history import Appearance, Kind, PointValue, SwissHistory

NOBODY = -1

ELECTED_NOT_TO_PLAY = frozenset({Kind.FORFEIT_LOSS, Kind.HALF_BYE, Kind.ZERO_BYE, Kind.REST, Kind.ABSENT})
"""Voluntarily unplayed rounds: requested byes and forfeit losses (article 16.2)."""


class Visit(NamedTuple):
    """One round of one player.

    points     what it brought, in units
    opponent   the place of the opponent in the field, of a forfeited game too, or NOBODY
    played     whether a game was played over the board
    voluntary  whether the player chose not to play
    met        whether the pairing had a place for the player: an opponent, or the pairing-allocated bye
    result     what a played game is worth in the standard score, in half points
    black      whether the player had black
    """

    points: int
    opponent: int
    played: bool
    voluntary: bool
    met: bool
    result: int
    black: bool


Vector: TypeAlias = list[int]
"""One whole number a player, in the order of the field."""


@frozen(eq=False)
class Field:
    """Everyone and every round.

    visits   the rounds of every player, in the order of the field
    rounds   how many rounds are over
    planned  how many there will be
    cyclic   whether pairings were fixed beforehand (a round robin): forfeits count as played there (article 16.1)
    unit     how many units are a point
    shared   what several codes have in common, once it was asked for
    win, draw, loss   in units
    """

    visits: Sequence[Sequence[Visit]]
    rounds: int
    planned: int
    unit: int
    win: int
    draw: int
    loss: int = 0
    ratings: Sequence[int | None] = ()
    numbers: Sequence[int] = ()
    cyclic: bool = False
    points: Vector = field(init=False)
    shared: dict[tuple[object, ...], Any] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        # The field is frozen for whoever reads it; its scores are a function of its visits.
        object.__setattr__(self, "points", [sum([visit[0] for visit in row]) for row in self.visits])

    def value(self, units: int, power: int = 1) -> PointValue:
        """So many units, or products of two scores (`power` 2), in points."""
        whole, rest = divmod(units, self.unit**power)
        return Fraction(units, self.unit**power) if rest else whole


def field_of(history: SwissHistory, *, cyclic: bool = False) -> Field:
    """The field of a history."""
    scoring = history.scoring
    unit = units_a_point(
        (scoring.win, scoring.draw, scoring.loss),
        (appearance.points for player in history.players for appearance in player.rounds),
    )
    places = {player.number: place for place, player in enumerate(history.players)}
    return Field(
        [[_visit(appearance, places, unit) for appearance in player.rounds] for player in history.players],
        history.rounds,
        history.planned_rounds,
        unit,
        int(scoring.win * unit),
        int(scoring.draw * unit),
        int(scoring.loss * unit),
        [player.rating for player in history.players],
        [player.number for player in history.players],
        cyclic,
    )


def units_a_point(*values: Iterable[PointValue]) -> int:
    """The number of units that makes all these scores whole."""
    return lcm(2, *{value.denominator for some in values for value in some})


_HALVES = {Kind.WIN: 2, Kind.DRAW: 1}
_FACTS = {
    kind: (kind in {Kind.WIN, Kind.DRAW, Kind.LOSS}, kind in ELECTED_NOT_TO_PLAY, _HALVES.get(kind, 0)) for kind in Kind
}


def _visit(appearance: Appearance, places: dict[int, int], unit: int) -> Visit:
    kind, points, opponent = appearance.kind, appearance.points, appearance.opponent
    played, voluntary, result = _FACTS[kind]
    return Visit(
        points.numerator * (unit // points.denominator),
        NOBODY if opponent is None else places[opponent],
        played,
        voluntary,
        opponent is not None or kind is Kind.PAIRING_BYE,
        result,
        appearance.colour == "black",
    )


def adjusted(field: Field, *, fore: bool = False) -> tuple[Vector, Vector]:
    """Everyone's score as an opponent has it, and as their own virtual opponent has it (article 16.3).

    Rounds with requested byes after which nobody came back to play count as draws (16.3.2). In the Fore Buchholz the
    last round's games count as draws, whatever their results.
    """
    key = ("adjusted", fore)
    if key not in field.shared:
        field.shared[key] = _adjusted(field, fore=fore and field.rounds == field.planned)
    found: tuple[Vector, Vector] = field.shared[key]
    return found


def _adjusted(field: Field, *, fore: bool) -> tuple[Vector, Vector]:
    scores, own = [], []
    for row, points in zip(field.visits, field.points, strict=True):
        paired = fore and bool(row) and row[-1].met
        change = 0 if field.cyclic or paired else _requested_at_the_end(row, field.draw)
        last = field.draw - row[-1].points if paired and row[-1].opponent != NOBODY else 0
        scores.append(points + change + last)
        own.append(points + last)
    return scores, own


def _requested_at_the_end(row: Sequence[Visit], draw: int) -> int:
    """By how much the score changes when the last rounds without an opponent, all requested, count as draws."""
    change = 0
    for visit in reversed(row):
        if not visit.voluntary:
            break
        if visit.opponent == NOBODY:
            change += draw - visit.points
    return change
