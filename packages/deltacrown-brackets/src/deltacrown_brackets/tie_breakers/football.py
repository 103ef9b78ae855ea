"""The criteria of football tables. Each measures one number; the words are those of the regulations."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from deltacrown import EntrantId, Number, Results, Side, TieBreaker

CARDS = {"yellow": -1, "second_yellow": -3, "red": -4, "yellow_and_red": -5}
"""What each card costs in a fair play ranking (FIFA World Cup 2018, regulations, article 32.5)."""


class Points(TieBreaker):
    """Points for wins, draws and losses, with what a ruling added or deducted."""

    name = "points"
    title = "Points"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """Points by entrant."""
        totals: dict[EntrantId, Number] = {e: results.adjustments.get(e, 0) for e in results.entrants}
        for side in results.sides():
            totals[side.entrant] += results.points.of(side.verdict)
        return totals


class PointsPerGame(TieBreaker):
    """Points divided by matches; 0 before the first match. For leagues that were broken off."""

    name = "points_per_game"
    title = "Points per game"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """An exact fraction by entrant."""
        points, games = Points().measure(results), _totals(results, lambda _: 1)
        return {e: Fraction(points[e]) / games[e] if games[e] else 0 for e in results.entrants}


class GoalAverage(TieBreaker):
    """Goals scored divided by goals conceded (English league until 1976); infinite while none are conceded."""

    name = "goal_average"
    title = "Goal average"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """An exact fraction by entrant, or infinity."""
        scored = _totals(results, lambda side: side.own or 0)
        conceded = _totals(results, lambda side: side.against or 0)
        return {e: Fraction(scored[e], conceded[e]) if conceded[e] else math.inf for e in results.entrants}


class Summed(TieBreaker):
    """A number that is added up over an entrant's matches."""

    def __init__(self, name: str, title: str, of: Callable[[Side], int]) -> None:
        self.name = name
        self.title = title
        self._of = of

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """The sum by entrant."""
        return _totals(results, self._of)


def _totals(results: Results, of: Callable[[Side], int]) -> dict[EntrantId, int]:
    totals = dict.fromkeys(results.entrants, 0)
    for side in results.sides():
        totals[side.entrant] += of(side)
    return totals


def _away(side: Side) -> bool:
    return side.position == 1 and side.match.legs == 1


FOOTBALL: tuple[TieBreaker, ...] = (
    Points(),
    PointsPerGame(),
    GoalAverage(),
    Summed("goal_difference", "Goal difference", lambda side: (side.own or 0) - (side.against or 0)),
    Summed("goals_for", "Goals scored", lambda side: side.own or 0),
    Summed("away_goals", "Goals scored away", lambda side: side.scored_away),
    Summed("wins", "Matches won", lambda side: side.verdict == "win"),
    Summed("away_wins", "Matches won away", lambda side: side.verdict == "win" and _away(side)),
    Summed("fair_play", "Fair play", lambda side: sum(cost * side.stat(card) for card, cost in CARDS.items())),
)
