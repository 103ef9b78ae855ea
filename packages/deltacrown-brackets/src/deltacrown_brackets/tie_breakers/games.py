"""The criteria of esports and card games: games of a best-of-N, and win percentages with a floor.

A percentage is an exact fraction. No percentage counts as less than a third, so that a weak opponent or an early loss
does not weigh too much (Magic tournament rules, appendix C). Byes count for oneself, never as an opponent.
"""

from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen
from deltacrown import EntrantId, How, Number, Results, Side, TieBreaker

FLOOR = Fraction(1, 3)
DUEL = 2


@frozen
class Games:
    """Games won, drawn and lost."""

    won: int = 0
    drawn: int = 0
    lost: int = 0

    def __add__(self, other: "Games") -> "Games":
        return Games(self.won + other.won, self.drawn + other.drawn, self.lost + other.lost)

    @property
    def percentage(self) -> Fraction:
        """Three points a game won, one a game drawn, of those that could be made; the floor before the first."""
        played = self.won + self.drawn + self.lost
        return max(FLOOR, Fraction(3 * self.won + self.drawn, 3 * played)) if played else FLOOR


def games_of(side: Side) -> Games:
    """The games of one match. A best of one is one game; a bye or walkover is won by as many games as it takes."""
    best_of, score = side.match.best_of, side.match.outcome.score if side.match.outcome else None
    if best_of == 1 or side.own is None or side.against is None or score is None:
        each = best_of // 2 + 1
        return {"win": Games(won=each), "draw": Games(drawn=1), "loss": Games(lost=each)}[side.verdict]
    drawn = max(0, len(score.games) - side.own - side.against)
    return Games(side.own, drawn, side.against)


class GameDifference(TieBreaker):
    """Games won less games lost: maps, in most esports."""

    name = "game_difference"
    title = "Game difference"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """The difference by entrant."""
        return {entrant: games.won - games.lost for entrant, games in _games(results).items()}


class MatchWins(TieBreaker):
    """Matches won, byes and walkovers too."""

    name = "match_wins"
    title = "Match wins"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """The number by entrant."""
        wins = dict.fromkeys(results.entrants, 0)
        for side in results.sides():
            wins[side.entrant] += side.verdict == "win"
        return wins


class Percentage(TieBreaker):
    """A percentage of one's own, with the floor."""

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """A fraction by entrant."""
        shares = self.shares(results)
        return {entrant: shares[entrant] for entrant in results.entrants}

    @abstractmethod
    def shares(self, results: Results) -> Mapping[EntrantId, Fraction]:
        """The fraction of everyone who took part."""


class MatchWinPercentage(Percentage):
    """The points made of those that winning every match would have brought."""

    name = "match_win_percentage"
    title = "Match-win percentage"

    def shares(self, results: Results) -> Mapping[EntrantId, Fraction]:
        """Points by points possible."""
        points: dict[EntrantId, list[int | Fraction]] = {entrant: [] for entrant in _everyone(results).entrants}
        for side in _everyone(results).sides():
            points[side.entrant].append(results.points.of(side.verdict))
        win = results.points.win
        return {
            entrant: max(FLOOR, Fraction(sum(made)) / (win * len(made))) if made and win else FLOOR
            for entrant, made in points.items()
        }


class GameWinPercentage(Percentage):
    """The share of games won, drawn ones counting for a third."""

    name = "game_win_percentage"
    title = "Game-win percentage"

    def shares(self, results: Results) -> Mapping[EntrantId, Fraction]:
        """Game points by game points possible."""
        return {entrant: games.percentage for entrant, games in _games(_everyone(results)).items()}


class OpponentsAverage(TieBreaker):
    """The average of a percentage over the opponents of matches that were played; the floor where there were none."""

    def __init__(self, name: str, title: str, of: Percentage) -> None:
        self.name = name
        self.title = title
        self._of = of

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """A fraction by entrant."""
        shares = self._of.shares(results)
        met: dict[EntrantId, list[Fraction]] = {entrant: [] for entrant in results.entrants}
        for side in results.sides():
            if side.match.outcome and side.match.outcome.how is How.PLAYED and len(side.match.slots) == DUEL:
                met[side.entrant] += [shares[other] for other in side.match.present if other != side.entrant]
        return {entrant: sum(some, Fraction(0)) / len(some) if some else FLOOR for entrant, some in met.items()}


class BySeed(TieBreaker):
    """The seed: the order in which entrants came into the stage. It leaves nobody level, so it comes last."""

    name = "seed"
    title = "Seed"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for the first."""
        return {entrant: seed for seed, entrant in enumerate(results.entrants, 1)}


def _games(results: Results) -> dict[EntrantId, Games]:
    totals = dict.fromkeys(results.entrants, Games())
    for side in results.sides():
        totals[side.entrant] += games_of(side)
    return totals


def _everyone(results: Results) -> Results:
    """The same results for opponents too who are not to be measured."""
    others = {entrant for match in results.matches for entrant in match.present}.difference(results.entrants)
    entrants = (*results.entrants, *sorted(others))
    return Results(entrants, results.matches, results.points) if others else results


GAMES: tuple[TieBreaker, ...] = (
    MatchWins(),
    GameDifference(),
    MatchWinPercentage(),
    GameWinPercentage(),
    OpponentsAverage("opponents_match_win_percentage", "Opponents' match-win percentage", MatchWinPercentage()),
    OpponentsAverage("opponents_game_win_percentage", "Opponents' game-win percentage", GameWinPercentage()),
    BySeed(),
)
