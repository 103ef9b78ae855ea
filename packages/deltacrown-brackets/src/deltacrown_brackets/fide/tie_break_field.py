"""The field as tie-breaks see it: what every round brought everyone, in whole numbers, and the adjusted scores.

Scores are counted in units: the largest part of a point of which every score is a multiple (half a point in chess).
Sums of whole numbers are exact and quick; what leaves the field is turned back into points.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple, TypeAlias

from attrs import field, frozen

from deltacrown_brackets.fide.history import PLAYED, Appearance, Kind, PointValue, SwissHistory

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


class Measured(NamedTuple):
    """What a tie-break measures: so many parts a player (None: nothing to measure), `parts` of them to a point."""

    units: Sequence[int | None]
    parts: int = 1

    def values(self) -> list[PointValue | None]:
        """The exact numbers."""
        exact = {units: None if units is None else _exact(units, self.parts) for units in set(self.units)}
        return [exact[units] for units in self.units]


def _exact(units: int, parts: int) -> PointValue:
    whole, rest = divmod(units, parts)
    return Fraction(units, parts) if rest else whole


@frozen(eq=False)
class Field:
    """Everyone and every round, in columns: a list a player, in the order of the field.

    appearances  the rounds as the history has them
    gains        what each brought, in units
    against      the place of each opponent in the field, of forfeited games too, or NOBODY
    rounds       how many rounds are over
    planned      how many there will be
    cyclic       whether pairings were fixed beforehand (a round robin): forfeits count as played there (article 16.1)
    unit         how many units are a point
    win, draw    in units
    points       everyone's score, in units
    whole        who played every round over the board
    shared       what several codes have in common, once it was asked for
    """

    appearances: Sequence[Sequence[Appearance]]
    gains: Sequence[Vector]
    against: Sequence[Vector]
    numbers: Sequence[int]
    ratings: Sequence[int | None]
    rounds: int
    planned: int
    cyclic: bool
    unit: int
    win: int
    draw: int
    points: Vector
    whole: Sequence[bool]
    shared: dict[tuple[object, ...], Any] = field(factory=dict, init=False, repr=False)

    @property
    def everyone(self) -> tuple[int, ...]:
        """The places of all players."""
        return tuple(range(len(self.numbers)))

    @property
    def visits(self) -> Sequence[Sequence[Visit]]:
        """The rounds of every player."""
        key = ("visits",)
        if key not in self.shared:
            columns = zip(self.appearances, self.gains, self.against, strict=True)
            self.shared[key] = [list(map(_visit, *rows)) for rows in columns]
        found: Sequence[Sequence[Visit]] = self.shared[key]
        return found


def field_of(history: SwissHistory, *, cyclic: bool = False) -> Field:
    """The field of a history."""
    rows = [player.rounds for player in history.players]
    scoring = history.scoring
    # Scores are few objects, met again and again: each is looked at once.
    scores = {id(appearance.points): appearance.points for row in rows for appearance in row}
    unit = lcm(2, *(value.denominator for value in (scoring.win, scoring.draw, *scores.values())))
    units = {key: int(value * unit) for key, value in scores.items()}
    places: dict[int | None, int] = {player.number: place for place, player in enumerate(history.players)}
    places[None] = NOBODY
    gains = [[units[id(appearance.points)] for appearance in row] for row in rows]
    return Field(
        rows,
        gains,
        [[places[appearance.opponent] for appearance in row] for row in rows],
        [player.number for player in history.players],
        [player.rating for player in history.players],
        history.rounds,
        history.planned_rounds,
        cyclic,
        unit,
        int(scoring.win * unit),
        int(scoring.draw * unit),
        [sum(row) for row in gains],
        [PLAYED.issuperset([appearance.kind for appearance in row]) for row in rows],
    )


_HALVES = {Kind.WIN: 2, Kind.DRAW: 1}


def _visit(appearance: Appearance, points: int, opponent: int) -> Visit:
    kind = appearance.kind
    return Visit(
        points,
        opponent,
        kind in PLAYED,
        kind in ELECTED_NOT_TO_PLAY,
        opponent != NOBODY or kind is Kind.PAIRING_BYE,
        _HALVES.get(kind, 0),
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
    if not fore and (field.cyclic or all(field.whole)):
        return field.points, field.points
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
