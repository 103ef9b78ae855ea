"""Scores by luck: such as the match allows, whatever its sides and games."""

from attrs import evolve

from deltacrown.fuzzing.luck import Luck
from deltacrown.match.scores import Game, Score, aggregate, majority
from deltacrown.match.state import Match


def score(match: Match, luck: Luck) -> Score:
    """A result that may be recorded of the match."""
    sides = len(match.slots)
    if match.best_of > 1:
        return Score(_games(match, luck))
    if match.legs > 1:
        return _over_legs(match, luck)
    if sides > 2:  # noqa: PLR2004 - in a lobby any place may count, and then nobody may share it
        return Score(luck.shuffled(range(sides)))
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
    """One game or leg that may be recorded of the match."""
    if match.legs > 1:
        return _leg(luck)
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


def _over_legs(match: Match, luck: Luck) -> Score:
    """Leg by leg or the aggregate alone, and a shoot-out where that leaves it level."""
    legs = tuple(_leg(luck) for _ in range(match.legs))
    score = Score(aggregate(legs), games=() if luck.once_in(3) else legs)
    if not score.level(away_goals=match.away_goals) or (match.draws and luck.once_in(2)):
        return score
    return evolve(score, shootout=luck.pick(((5, 4), (4, 5))))


def _leg(luck: Luck) -> Game:
    return Game((luck.below(4), luck.below(4)))
