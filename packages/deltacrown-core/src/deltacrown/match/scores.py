"""What was scored in a match."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from attrs import field, frozen

from deltacrown.stage.slots import EntrantId


@frozen
class Game:
    """One game (a map, a set) of a best-of-N, one number a side in the order of the match's slots."""

    points: tuple[int, ...]
    map: str = ""


@frozen
class Score:
    """What was scored, one number a side in the order of the match's slots.

    In a best-of-N `points` are the games won, and `games` may hold the games. `shootout` decides where `points` are
    level (penalties, an extra game). `stats` holds anything else that is counted a side and that a tie-breaker may
    read, such as cards: `{"yellow": (2, 1)}`.
    """

    points: tuple[int, ...]
    shootout: tuple[int, ...] = ()
    stats: Mapping[str, tuple[int, ...]] = field(factory=lambda: MappingProxyType({}))
    games: tuple[Game, ...] = ()

    @property
    def level(self) -> bool:
        """Whether nobody came first alone."""
        sides = list(zip(self.points, self.shootout or (0,) * len(self.points), strict=True))
        return sides.count(max(sides)) > 1

    def ranking(self, entrants: Sequence[EntrantId | None]) -> tuple[tuple[EntrantId, ...], ...]:
        """Those who sit in the slots, level ones together, best first: more points, then the shoot-out."""
        shootout = self.shootout or (0,) * len(self.points)
        sides = zip(self.points, shootout, entrants, strict=True)
        scored = [((points, extra), entrant) for points, extra, entrant in sides if entrant]
        scored.sort(key=lambda side: side[0], reverse=True)
        return tuple(tuple(name for _, name in group) for _, group in groupby(scored, key=lambda side: side[0]))


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
