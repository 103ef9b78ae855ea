"""Dead matches: those in which neither side had anything left to play for.

What is played for is to go on, to whichever later stage, or, in a stage from which nobody does, to be first. Fates are
read off points, round by round, as they stand when the round begins: whoever fewer can still come level with than go on
is in, and whoever as many are past for certain is out. So what is counted is dead beyond doubt; there may be more.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from deltacrown.match.state import Match
from deltacrown.ranking import Ranking
from deltacrown.results import Results
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

_POINTS = "points"
_DUEL = 2


def dead_matches(tournament: Tournament) -> int:
    """How many matches of a tournament that has ended were dead; only those of tables by points are counted."""
    tables = ((stage, *found) for stage in tournament.stages for found in _tables(tournament, stage))
    return sum(sum(_dead(stage, table, lines)) for stage, table, lines in tables)


def _tables(tournament: Tournament, stage: Stage) -> Iterator[tuple[Ranking, Sequence[int]]]:
    """The tables of the stage, and the places in each below which it makes a difference to stand."""
    assert stage.ranking is not None
    onward = [
        (source, later.key)
        for later in tournament.settings.stages
        for source in later.sources
        if source.stage == stage.key
    ]
    if stage.ranking.tables and any(not source.table for source, _ in onward):
        return  # Who goes on is settled over all tables, where points of one say little.
    for name, table in stage.ranking.tables.items() or [("", stage.ranking)]:
        leads = [
            {key for source, key in onward if (source.table, source.rank) == (name, rank)}
            for rank in range(1, len(table.standings) + 1)
        ]
        yield table, [rank for rank in range(1, len(leads)) if leads[rank - 1] != leads[rank]] or [1]


def _dead(stage: Stage, table: Ranking, lines: Sequence[int]) -> Iterator[int]:
    """The number of dead matches of each round."""
    entrants = tuple(line.entrant for line in table.standings)
    matches = [match for match in stage.decided if match.present and set(match.present) <= set(entrants)]
    worth = stage.settings.points
    if not _by_points(table, Results(entrants, tuple(matches), worth)):
        return
    for number in sorted({match.round for match in matches}):
        before = tuple(match for match in matches if match.round < number)
        left = [match for match in matches if match.round >= number]
        settled = _settled(Results(entrants, before, worth), left, lines)
        now = [match for match in left if match.round == number and match.played and len(match.present) == _DUEL]
        yield sum(settled.issuperset(match.present) for match in now)


def _by_points(table: Ranking, results: Results) -> bool:
    """Whether points come first in the table, and are those of the matches, a win the best and a defeat the worst."""
    worth = results.points
    first = table.steps[0] if table.steps else None
    if first is None or first.criterion != _POINTS or not worth.win >= worth.draw >= worth.loss:
        return False
    return dict(first.values) == {entrant: record.points for entrant, record in results.records().items()}


def _settled(before: Results, left: Sequence[Match], lines: Sequence[int]) -> set[EntrantId]:
    """Whose side of every line is certain."""
    duels = Counter(entrant for match in left for entrant in match.present)
    points = {entrant: record.points for entrant, record in before.records().items()}
    low = {entrant: Fraction(points[entrant] + before.points.loss * duels[entrant]) for entrant in points}
    high = {entrant: Fraction(points[entrant] + before.points.win * duels[entrant]) for entrant in points}
    lows, highs = sorted(low.values()), sorted(high.values())
    settled = set[EntrantId]()
    for entrant in points:
        past = len(lows) - bisect_right(lows, high[entrant])
        level = len(highs) - bisect_left(highs, low[entrant]) - 1
        if all(past >= line or level < line for line in lines):
            settled.add(entrant)
    return settled
