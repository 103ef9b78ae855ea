"""What was scored in a match."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from deltacrown.making import quick
from deltacrown.stage.slots import EntrantId

NO_STATS: Mapping[str, tuple[int, ...]] = MappingProxyType({})
"""Nothing else counted: one value for all scores, so that it is known at a glance."""


@frozen
class Game:
    """One game (a map, a set) of a best-of-N, one number a side in the order of the match's slots."""

    points: tuple[int, ...]
    map: str = ""


@quick
@frozen(weakref_slot=False)
class Score:
    """What was scored, one number a side in the order of the match's slots.

    In a best-of-N `points` are the games won, and `games` may hold the games. In a match of several legs `points` are
    the aggregate, and `games` are the legs. `shootout` decides where `points` are level (penalties, an extra game).
    `stats` holds anything else that is counted a side and that a tie-breaker may read, such as cards:
    `{"yellow": (2, 1)}`.
    """

    points: tuple[int, ...]
    shootout: tuple[int, ...] = ()
    stats: Mapping[str, tuple[int, ...]] = NO_STATS
    games: tuple[Game, ...] = ()

    def level(self, *, away_goals: bool = False) -> bool:
        """Whether nobody came first alone."""
        sides = self._sides(away_goals=away_goals)
        return sides.count(max(sides)) > 1

    def ranking(
        self, entrants: Sequence[EntrantId | None], *, away_goals: bool = False
    ) -> tuple[tuple[EntrantId, ...], ...]:
        """Those who sit in the slots, level ones together, best first: more points, then the shoot-out.

        Between the two stands what was scored away, where `away_goals` count and the legs are known.
        """
        sides = self._sides(away_goals=away_goals)
        if len(sides) == 2 and all(entrants):  # noqa: PLR2004 - a duel, which needs no sorting
            (first, second), (one, other) = sides, entrants
            if first == second:
                return ((one, other),)  # type: ignore[return-value]
            return ((one,), (other,)) if first > second else ((other,), (one,))  # type: ignore[return-value]
        level: dict[Any, list[EntrantId]] = {}
        for side, entrant in zip(sides, entrants, strict=True):
            if entrant:
                level.setdefault(side, []).append(entrant)
        return tuple([tuple(level[side]) for side in sorted(level, reverse=True)])

    def _sides(self, *, away_goals: bool) -> Sequence[Any]:
        """What each side is ranked by, more being better."""
        if not self.shootout and not away_goals:
            return self.points
        none = (0,) * len(self.points)
        away = scored_away(self.games) if away_goals and self.games else none
        return list(zip(self.points, away, self.shootout or none, strict=True))


def aggregate(legs: Sequence[Game]) -> tuple[int, ...]:
    """What each side scored over all legs."""
    return tuple(map(sum, zip(*(leg.points for leg in legs), strict=True)))


def scored_away(legs: Sequence[Game]) -> tuple[int, int]:
    """What the two sides scored away: the first side is at home in the first leg, the third, and so on."""
    return sum(leg.points[0] for leg in legs[1::2]), sum(leg.points[1] for leg in legs[::2])


def games_won(games: Sequence[Game], sides: int) -> tuple[int, ...]:
    """How many of the games each side has won; a level game is nobody's."""
    won = [0] * sides
    for game in games:
        best = max(game.points)
        if game.points.count(best) == 1:
            won[game.points.index(best)] += 1
    return tuple(won)


def majority(best_of: int) -> int:
    """How many games win a best-of-N."""
    return best_of // 2 + 1
