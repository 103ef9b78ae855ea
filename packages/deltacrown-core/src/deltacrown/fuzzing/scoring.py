"""Scores by luck: such as the match allows, whatever its sides and games."""

from deltacrown.fuzzing.luck import Luck
from deltacrown.match.scores import Game, Score, majority
from deltacrown.match.state import Match


def score(match: Match, luck: Luck) -> Score:
    """A result that may be recorded of the match."""
    sides = len(match.slots)
    if match.best_of > 1:
        return Score(_games(match, luck))
    points = [luck.below(4) for _ in range(sides)]
    stats = {"yellow": tuple(luck.below(3) for _ in range(sides))} if luck.once_in(8) else {}
    if points.count(max(points)) == 1 or (match.draws and luck.once_in(2)):
        return Score(tuple(points), stats=stats)
    winner = luck.below(sides)
    if luck.once_in(3):
        shootout = tuple(5 if side == winner else 4 for side in range(sides))
        return Score((1,) * sides, shootout, stats)
    points[winner] = 4
    return Score(tuple(points), stats=stats)


def game(match: Match, luck: Luck) -> Game:
    """One game that may be recorded of the match."""
    winner = luck.below(len(match.slots))
    return Game(tuple(luck.between(6, 9) if side == winner else luck.below(6) for side in range(len(match.slots))))


def _games(match: Match, luck: Luck) -> tuple[int, ...]:
    need, winner = majority(match.best_of), luck.below(len(match.slots))
    left = match.best_of - need
    points = [0] * len(match.slots)
    for side in range(len(match.slots)):
        points[side] = need if side == winner else luck.below(left + 1)
        left -= 0 if side == winner else points[side]
    return tuple(points)
