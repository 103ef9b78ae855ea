"""Results by chance: how likely each result of a match is, given strengths, and one drawn by them."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import frozen

from deltacrown.match.state import How, Match, Outcome, Score
from deltacrown.outlook.outcomes import Groups
from deltacrown.outlook.strengths import Strengths
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

Luck: TypeAlias = Callable[[], float]
"""A number from 0 up to 1, each equally likely."""

_DUEL = 2


@frozen
class Dice:
    """The chances of a stage's results.

    draw_rate  how often an even match that may end level does; a match that is less even, less often
    scores     (winner's, loser's) and (level, level) scores to draw from: those of the stage so far
    """

    strengths: Strengths
    draw_rate: float
    wins: Sequence[tuple[int, int]] = ((1, 0),)
    draws: Sequence[tuple[int, int]] = ((0, 0),)

    def of_duel(self, one: EntrantId, other: EntrantId, *, draws: bool) -> tuple[float, float]:
        """How likely a win of the first is, and a draw. The mean is what the strengths expect."""
        expected = self.strengths(one, other)
        level = min(self.draw_rate, 2 * expected, 2 * (1 - expected)) if draws else 0.0
        return expected - level / 2, level

    def likelihood(self, match: Match, groups: Groups) -> float:
        """How likely this result of a match is that is ready."""
        entrants = match.present
        if len(entrants) == _DUEL:
            win, level = self.of_duel(*entrants, draws=match.draws)
            if len(groups) == 1:
                return level
            return win if groups[0][0] == entrants[0] else 1 - win - level
        if any(len(group) > 1 for group in groups):
            return 0.0
        chance, left = 1.0, list(entrants)
        for (entrant,) in groups:
            weights = self._weights(left)
            chance *= weights[left.index(entrant)] / sum(weights)
            left.remove(entrant)
        return chance

    def throw(self, match: Match, luck: Luck) -> Outcome:
        """A result of a match that is ready, with a score."""
        entrants = match.present
        if len(entrants) != _DUEL:
            return self._lobby(match, luck)
        win, level = self.of_duel(*entrants, draws=match.draws)
        thrown = luck()
        if thrown < level:
            points = self.draws[int(luck() * len(self.draws))]
            return Outcome((entrants,), How.PLAYED, Score(points))
        first = thrown < level + win
        high, low = self.wins[int(luck() * len(self.wins))]
        groups = ((entrants[0],), (entrants[1],)) if first else ((entrants[1],), (entrants[0],))
        return Outcome(groups, How.PLAYED, Score((high, low) if first else (low, high)))

    def _lobby(self, match: Match, luck: Luck) -> Outcome:
        """Place by place, each by its weight among those left (Plackett and Luce)."""
        left, order = list(match.present), list[EntrantId]()
        while left:
            weights = self._weights(left)
            thrown, chosen = luck() * sum(weights), 0
            while chosen < len(left) - 1 and thrown >= weights[chosen]:
                thrown -= weights[chosen]
                chosen += 1
            order.append(left.pop(chosen))
        points = tuple(len(order) - order.index(entrant) if entrant else 0 for entrant in match.seated)
        return Outcome(tuple((entrant,) for entrant in order), How.PLAYED, Score(points))

    def _weights(self, entrants: Sequence[EntrantId]) -> list[float]:
        # For Elo, one's odds against a third are a weight in Luce's sense, whoever that third is.
        expected = [self.strengths(entrant, entrants[0]) for entrant in entrants[1:]]
        return [1.0, *(chance / (1 - chance) if chance < 1 else 1e9 for chance in expected)]


def dice(stage: Stage, strengths: Strengths, draw_rate: float) -> Dice:
    """The dice of the stage: scores are drawn from those it has seen, so that its goals stay its own."""
    wins: list[tuple[int, int]] = []
    draws: list[tuple[int, int]] = []
    for match in stage.decided:
        score = match.outcome.score if match.outcome and match.played else None
        if score is not None and len(score.points) == _DUEL:
            low, high = sorted(score.points)
            (draws if low == high else wins).append((high, low))
    return Dice(strengths, draw_rate, wins or ((1, 0),), draws or ((0, 0),))
