"""Series and seasons: points across several tournaments, for places, and a table of them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import field, frozen

from deltacrown.problems import Problem
from deltacrown.ranking import Measured, Number, Ranking, break_ties
from deltacrown.stage.slots import EntrantId

Exact = int | Fraction


@frozen
class SeriesRules:
    """What places are worth in a series.

    places      points for place 1, 2, 3 …; whoever is placed lower gets `attendance`
    attendance  points for taking part
    best_of     how many of an entrant's results count, the best ones; None for all
    """

    places: tuple[Exact, ...]
    attendance: Exact = 0
    best_of: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the rules, if anything."""
        found = []
        if not self.places:
            found.append(Problem("series.no_places", "at least one place is worth something", "places"))
        if list(self.places) != sorted(self.places, reverse=True):
            found.append(Problem("series.places_rise", "a worse place is not worth more than a better one", "places"))
        if self.places and self.attendance > self.places[-1]:
            message = "taking part is not worth more than the last place that counts"
            found.append(Problem("series.attendance_too_high", message, "attendance"))
        if self.best_of is not None and self.best_of < 1:
            found.append(Problem("series.best_of", "at least 1 result counts", "best_of"))
        return tuple(found)


@frozen
class SeriesResult:
    """What an entrant got in one tournament, and whether it is among the results that count."""

    tournament: str
    rank: int
    points: Exact
    counts: bool


@frozen
class Series:
    """The table of a series, and the results it is made of, in the order of the tournaments."""

    ranking: Ranking
    results: Mapping[EntrantId, tuple[SeriesResult, ...]] = field(factory=lambda: MappingProxyType({}))

    def points(self, entrant: EntrantId) -> Exact:
        """The points that count. Raises KeyError for someone who never took part."""
        return sum(result.points for result in self.results[entrant] if result.counts)


def series_table(tournaments: Mapping[str, Ranking], rules: SeriesRules) -> Series:
    """The table after these tournaments, by the id of each, in their order.

    Whoever is level in a tournament shares the points of the places they span. Level in the series, the better best
    result decides, then the number of such results, and so on down; whom nothing separates shares a rank.
    """
    results: dict[EntrantId, list[tuple[str, int, Exact]]] = {}
    for tournament, ranking in tournaments.items():
        for rank, group in _groups(ranking):
            worth = Fraction(sum((_worth(rules, rank + place) for place in range(len(group))), Fraction(0))) / len(
                group
            )
            points = int(worth) if worth.denominator == 1 else worth
            for entrant in group:
                results.setdefault(entrant, []).append((tournament, rank, points))
    counted = {entrant: _counted(theirs, rules) for entrant, theirs in results.items()}
    return Series(_table(counted, len(tournaments)), MappingProxyType(counted))


def _groups(ranking: Ranking) -> list[tuple[int, tuple[EntrantId, ...]]]:
    ranks: dict[int, tuple[EntrantId, ...]] = {}
    for line in ranking.standings:
        ranks[line.rank] = (*ranks.get(line.rank, ()), line.entrant)
    return list(ranks.items())


def _worth(rules: SeriesRules, place: int) -> Exact:
    return rules.places[place - 1] if place <= len(rules.places) else rules.attendance


def _counted(theirs: Sequence[tuple[str, int, Exact]], rules: SeriesRules) -> tuple[SeriesResult, ...]:
    """The results with those marked that count: the best ones, the earlier ones where they are equal."""
    best = sorted(range(len(theirs)), key=lambda place: -theirs[place][2])[: rules.best_of]
    return tuple(SeriesResult(*result, counts=place in best) for place, result in enumerate(theirs))


def _table(counted: Mapping[EntrantId, tuple[SeriesResult, ...]], tournaments: int) -> Ranking:
    """By points; then by the best result, the second best, and so on."""
    ordered = {name: sorted((one.points for one in theirs), reverse=True) for name, theirs in counted.items()}

    def measure(word: str, _: object) -> Measured:
        if word == "points":
            totals: dict[EntrantId, Number] = {
                name: sum(one.points for one in theirs if one.counts) for name, theirs in counted.items()
            }
            return Measured(totals)
        place = int(word.rsplit(maxsplit=1)[-1]) - 1
        return Measured({name: points[place] if place < len(points) else -1 for name, points in ordered.items()})

    cascade = ["points", *(f"result {place}" for place in range(1, tournaments + 1))]
    return break_ties(Ranking.of([tuple(counted)] if counted else []), cascade, measure)
