"""Luck: how every match of a run ends, by strength and by common random numbers.

The nth game between the same two in the same run of the same seed draws the same number in every format, so that a
difference between two formats is one of the formats and not of the luck (common random numbers; Law, "Simulation
Modeling and Analysis", chapter 11).
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field

from deltacrown.draws import Draw
from deltacrown.laboratory.field import Field
from deltacrown.match.scores import Game, aggregate, majority
from deltacrown.match.state import How, Match, Outcome, Score
from deltacrown.outlook.chances import Dice
from deltacrown.outlook.strengths import elo
from deltacrown.stage.slots import EntrantId

_DUEL = 2
_FINE = 1 << 53
_ELO = 400 / math.log(10)
"""How many points make one e times as strong."""


@define
class Luck:
    """The results of one run, and how often who has met whom so far."""

    strengths: Mapping[EntrantId, float]
    dice: Dice
    seed: str
    meetings: Counter[tuple[EntrantId, ...]] = field(factory=Counter)
    ties: int = 0

    @classmethod
    def of(cls, field_: Field, seed: str) -> "Luck":
        """The luck of the field that follows from the seed."""
        return cls(field_.strengths, Dice(elo(field_.strengths), field_.draw_rate), seed)

    def end(self, match: Match) -> tuple[Outcome, int]:
        """How the match ends, and how many games that takes."""
        met = tuple(sorted(match.present))
        self.meetings[met] += 1
        numbers = _numbers(Draw(f"{self.seed}/{'/'.join(met)}/{self.meetings[met]}"))
        if len(match.slots) != _DUEL:
            return self._lobby(match, met, numbers), match.best_of
        if match.legs > 1:
            return self._over_legs(match, met, numbers), match.legs
        return self._duel(match, met, numbers)

    def lots(self, tied: Sequence[EntrantId]) -> tuple[EntrantId, ...]:
        """A tie that nothing else decides."""
        self.ties += 1
        return tuple(Draw(f"{self.seed}/lots/{self.ties}").shuffled(sorted(tied)))

    def _duel(self, match: Match, met: tuple[EntrantId, ...], numbers: Iterator[float]) -> tuple[Outcome, int]:
        """Game by game. Where draws are allowed, a single game may end level, or a match once all games are played."""
        draws = match.draws and match.best_of == 1
        won, games = (0, 0), 0
        while max(won) < majority(match.best_of) and not (match.draws and games == match.best_of):
            first, second = self._game(match, met, next(numbers), draws=draws)
            won, games = (won[0] + first, won[1] + second), games + 1
        score = Score(won)
        return Outcome(score.ranking(match.present), How.PLAYED, score), games

    def _over_legs(self, match: Match, met: tuple[EntrantId, ...], numbers: Iterator[float]) -> Outcome:
        """Every leg is a game that may end level; what they leave level and must not be is left to a shoot-out."""
        legs = tuple(Game(self._game(match, met, next(numbers), draws=True)) for _ in range(match.legs))
        score = Score(aggregate(legs), games=legs)
        if not match.draws and score.level(away_goals=match.away_goals):
            score = evolve(score, shootout=self._game(match, met, next(numbers), draws=False))
        return Outcome(score.ranking(match.present, away_goals=match.away_goals), How.PLAYED, score)

    def _game(self, match: Match, met: tuple[EntrantId, ...], thrown: float, *, draws: bool) -> tuple[int, int]:
        """1:0, 0:1 or, where draws are allowed, 0:0."""
        win, level = self.dice.of_duel(met[0], met[1], draws=draws)
        if win <= thrown < win + level:
            return 0, 0
        winner = met[0] if thrown < win else met[1]
        return (1, 0) if match.present[0] == winner else (0, 1)

    def _lobby(self, match: Match, met: tuple[EntrantId, ...], numbers: Iterator[float]) -> Outcome:
        """By Plackett and Luce: each strength with a Gumbel error of its own (Yellott 1977)."""
        shown = {entrant: self.strengths[entrant] / _ELO - math.log(-math.log(next(numbers))) for entrant in met}
        order = sorted(met, key=lambda entrant: -shown[entrant])
        points = tuple(len(order) - order.index(entrant) if entrant else 0 for entrant in match.seated)
        return Outcome(tuple((entrant,) for entrant in order), How.PLAYED, Score(points))


def _numbers(draw: Draw) -> Iterator[float]:
    """Numbers between 0 and 1, without these two."""
    while True:
        yield (draw.below(_FINE) + 0.5) / _FINE
