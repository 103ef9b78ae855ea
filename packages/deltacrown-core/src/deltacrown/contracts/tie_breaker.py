"""The contract of a tie-breaker: it measures, the core sorts."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from deltacrown.ranking import Number
from deltacrown.results import Results
from deltacrown.stage.slots import EntrantId


class TieBreaker(ABC):
    """One exact number an entrant, from the results that count.

    The core decides which results those are (all, or those among the tied), sorts, groups those who stay level and
    shows the numbers.

        class GoalsFor(TieBreaker):
            '''Goals scored, over all matches.'''

            name = "goals_for"

            def measure(self, results):
                goals = dict.fromkeys(results.entrants, 0)
                for side in results.sides():
                    goals[side.entrant] += side.own or 0
                return goals

    name             how a cascade names it; never starts with "h2h_"
    title            how people name it
    lower_is_better  whether the smallest number comes first
    """

    name: str
    title: str = ""
    lower_is_better: bool = False

    @abstractmethod
    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """A number for every entrant of `results.entrants`: int or Fraction (`math.inf` for nothing divided by)."""
