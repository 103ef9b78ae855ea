"""Baku acceleration (C.04.7): virtual points for the upper half in the first half of the rounds."""

from deltacrown_brackets.fide.history import PointValue, Scoring


def baku_group(players: int) -> int:
    """How many players are accelerated: the first half, rounded up to the nearest even number."""
    return 2 * -(-players // 4)


def baku_points(rounds: int, scoring: Scoring) -> tuple[PointValue, ...]:
    """The virtual points by round: half of the rounds are accelerated, the first half of these by a whole win.

    Halves are rounded up both times; the other accelerated rounds have as much as a draw.
    """
    accelerated = -(-rounds // 2)
    whole = -(-accelerated // 2)
    return (scoring.win,) * whole + (scoring.draw,) * (accelerated - whole)
