"""The race for points: places that are ruled out by arithmetic alone.

For the best place an entrant wins all it has left, for the worst it loses them. Whoever has more points even so is
ahead, whatever happens; and the points that the others must share out between them have to go somewhere. What is
ruled out is proved. What is not may still be impossible: with 3 points for a win and 1 for a draw the exact question
is NP-complete (Bernholt, Gülich, Hofmeister, Schmitt, "Football elimination is hard to decide under the 3-point
rule", 1999), with points that always add up to the same it is answered by flow for the first place.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

from attrs import define, field

from deltacrown.match.state import Match
from deltacrown.outlook.flow import Lot, most_taken
from deltacrown.outlook.places import Places
from deltacrown.results import Points, Verdict
from deltacrown.stage.slots import EntrantId

_OTHER: Mapping[Verdict, Verdict] = {"win": "loss", "draw": "draw", "loss": "win"}
_MOST_MATCHES_FOR_FLOW = 400
_MOST_MATCHES_FOR_FLOW_ON_STAKES = 60


@define
class Race:
    """Points so far, and duels left. All numbers are whole: points are scaled by their common denominator."""

    won: int
    drawn: int
    lost: int
    points: dict[EntrantId, int]
    left: Sequence[Match]
    low: dict[EntrantId, int] = field(init=False)
    high: dict[EntrantId, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        duels = Counter(entrant for match in self.left for entrant in match.present)
        self.low = {entrant: points + self.lost * duels[entrant] for entrant, points in self.points.items()}
        self.high = {entrant: points + self.won * duels[entrant] for entrant, points in self.points.items()}

    @cached_property
    def lows(self) -> list[int]:
        """The least that each can end with, in order."""
        return sorted(self.low.values())

    @cached_property
    def highs(self) -> list[int]:
        """The most that each can end with, in order."""
        return sorted(self.high.values())

    def places(self, entrant: EntrantId) -> Places:
        """No place better than the first is possible, none worse than the second."""
        best, worst = self._counted(self.high[entrant], self.low[entrant], self.high[entrant])
        if len(self.left) <= _MOST_MATCHES_FOR_FLOW:
            best += not self._fits_below(entrant, self.high[entrant])
            worst -= not self._fits_above(entrant, self.low[entrant])
        return best, worst

    def after(self, entrant: EntrantId, match: Match, verdict: Verdict) -> Places:
        """The places of one who plays the match, after this result of it."""
        if len(self.left) <= _MOST_MATCHES_FOR_FLOW_ON_STAKES:
            return self._decided(entrant, match, verdict).places(entrant)
        other = next(name for name in match.present if name != entrant)
        most = self.high[entrant] - self.won + self._worth(verdict)
        least = self.low[entrant] - self.lost + self._worth(verdict)
        best, worst = self._counted(most, least, self.high[entrant])
        low = self.low[other] - self.lost + self._worth(_OTHER[verdict])
        high = self.high[other] - self.won + self._worth(_OTHER[verdict])
        best += (low > most) - (self.low[other] > most)
        worst += (high >= least) - (self.high[other] >= least)
        return best, worst

    def _counted(self, most: int, least: int, own_high: int) -> Places:
        """By counting whoever is ahead of `most` for certain, and whoever may get to `least`, but oneself."""
        ahead = len(self.lows) - bisect_right(self.lows, most)
        reaching = len(self.highs) - bisect_left(self.highs, least) - (own_high >= least)
        return 1 + ahead, 1 + reaching

    def _worth(self, verdict: Verdict) -> int:
        return {"win": self.won, "draw": self.drawn, "loss": self.lost}[verdict]

    def _decided(self, entrant: EntrantId, match: Match, verdict: Verdict) -> "Race":
        other = next(name for name in match.present if name != entrant)
        points = dict(self.points)
        points[entrant] += self._worth(verdict)
        points[other] += self._worth(_OTHER[verdict])
        left = [one for one in self.left if one.key != match.key]
        return Race(self.won, self.drawn, self.lost, points, left)

    def _fits_below(self, entrant: EntrantId, most: int) -> bool:
        """Whether all who are not ahead for certain can stay at `most` or less, whatever they must share out."""
        caps = {name: most - low for name, low in self.low.items() if low <= most and name != entrant}
        lots = self._lots(caps, least=True)
        return most_taken(lots, caps) == sum(size for *_, size in lots)

    def _fits_above(self, entrant: EntrantId, least: int) -> bool:
        """Whether all who may get to `least` can do so at once."""
        rivals = {name for name, high in self.high.items() if high >= least and name != entrant}
        lots = self._lots(dict.fromkeys(rivals, 0), least=False)
        within = Counter(name for match in self.left if rivals.issuperset(match.present) for name in match.present)
        needs = {name: max(0, least - self.high[name] + (self.won - self.lost) * within[name]) for name in rivals}
        return most_taken(lots, needs) == sum(needs.values())

    def _lots(self, among: Mapping[EntrantId, int], *, least: bool) -> list[Lot]:
        """What the matches among these give beyond two defeats, at least or at most."""
        lots: Counter[tuple[EntrantId, EntrantId]] = Counter()
        for match in self.left:
            one, other = match.present
            if one in among and other in among:
                totals = [self.won + self.lost, *([2 * self.drawn] if match.draws else [])]
                lots[min(one, other), max(one, other)] += (min(totals) if least else max(totals)) - 2 * self.lost
        return [(one, other, size) for (one, other), size in lots.items()]


def race(worth: Points, points: Mapping[EntrantId, int | Fraction], left: Sequence[Match]) -> Race | None:
    """The race between these entrants; None where a win is not the best or a defeat not the worst result."""
    if not worth.win >= worth.draw >= worth.loss or any(len(match.present) != 2 for match in left):  # noqa: PLR2004 - duels
        return None
    scale = lcm(*(Fraction(number).denominator for number in (worth.win, worth.draw, worth.loss, *points.values())))
    won, drawn, lost = (int(number * scale) for number in (worth.win, worth.draw, worth.loss))
    return Race(won, drawn, lost, {entrant: int(number * scale) for entrant, number in points.items()}, left)
