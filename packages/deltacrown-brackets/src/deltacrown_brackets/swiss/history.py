"""What has happened so far in a Swiss stage, by seed: results, who has met whom, who has had a bye."""

from collections.abc import Iterable

from attrs import frozen
from deltacrown import How, Match, Points, Seed, Stage

UNOPPOSED = frozenset({How.BYE, How.WALKOVER, How.NO_SHOW})
"""Wins without play: whoever had one has had the free win that a bye gives (FIDE Handbook C.04.1, rule d)."""


@frozen
class History:
    """Everything is counted anew from the matches. Entrants are numbers from 0, in the order of their seeds.

    won, drawn, lost  how often each has
    byes              how often each has won without an opponent who came
    meetings          how often two were paired, by `pair_number`; whether they came to play or not
    rounds            how many rounds there were
    """

    won: list[int]
    drawn: list[int]
    lost: list[int]
    byes: list[int]
    meetings: dict[int, int]
    rounds: int

    def times_met(self, one: int, other: int) -> int:
        """How often these two were paired."""
        return self.meetings.get(pair_number(one, other), 0)


def pair_number(one: int, other: int) -> int:
    """One number for two entrants, whichever is named first."""
    return one << 32 | other if one < other else other << 32 | one


def history_of(stage: Stage) -> History:
    """The history of a stage whose matches were planned with seeds and byes only."""
    size = len(stage.entrants)
    history = History([0] * size, [0] * size, [0] * size, [0] * size, {}, 0)
    rounds = _count(history, stage.matches.values())
    return History(history.won, history.drawn, history.lost, history.byes, history.meetings, rounds)


def _count(history: History, matches: Iterable[Match]) -> int:
    meetings, rounds = history.meetings, 0
    for match in matches:
        rounds = max(rounds, match.round)
        seats = [slot.seed - 1 for slot in match.slots if isinstance(slot, Seed)]
        if len(seats) > 1:
            number = pair_number(*seats)
            meetings[number] = meetings.get(number, 0) + 1
        outcome = match.outcome
        if outcome is None:
            continue
        first = outcome.ranking[0] if outcome.ranking else ()
        for entrant, seat in zip(match.entrants, seats, strict=False):
            if entrant not in first:
                history.lost[seat] += 1
            elif len(first) > 1:
                history.drawn[seat] += 1
            else:
                history.won[seat] += 1
                history.byes[seat] += outcome.how in UNOPPOSED
    return rounds


def unit_of(points: Points) -> int:
    """How many units of score a point has, so that every score is whole."""
    return points.win.denominator * points.draw.denominator * points.loss.denominator


def scores_of(history: History, points: Points) -> list[int]:
    """The score of each entrant as a whole number: points, in the smallest unit that makes all of them whole."""
    unit = unit_of(points)
    worth = [int(value * unit) for value in (points.win, points.draw, points.loss)]
    results = zip(history.won, history.drawn, history.lost, strict=True)
    return [won * worth[0] + drawn * worth[1] + lost * worth[2] for won, drawn, lost in results]
