"""A table as the pages show it: who stands where, and what decided between those who were level."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import frozen
from deltacrown import Engine, EntrantId, Match, Number, Ranking, Results, Standing, Step, Tally
from deltacrown.ranking import HEAD_TO_HEAD

from deltacrown_host.web.language import say
from deltacrown_host.web.view.shown import Shown
from deltacrown_host.web.view.why import why_id
from deltacrown_host.web.view.words import Names, criterion, name_of, number, signed

_DUEL = 2
_POINTS = "points"


@frozen
class RowView:
    """One line of a table. `level` says that the rank is shared; `mark` is "through", "place", "out" or empty.

    The entrant is found again by `number`, has a page at `to`, and at `why` the reason for its rank.
    """

    rank: int
    level: bool
    name: str
    played: int
    won: int
    drawn: int
    lost: int
    scored: int
    conceded: int
    difference: str
    points: str
    tallies: tuple[str, ...]
    mark: str
    withdrawn: bool
    number: int
    to: str
    why: str


@frozen
class TableView:
    """Rows, best first, and the ties that were broken, in words.

    duels   whether wins and scores can be counted
    points  whether points count: no criterion of the stage reads them where a format ranks by other things
    tallies the columns that the format adds
    """

    rows: tuple[RowView, ...]
    duels: bool
    points: bool
    tallies: tuple[Tally, ...]
    broken_ties: tuple[str, ...]


def table_view(shown: Shown, ranking: Ranking, matches: Sequence[Match], name: str = "") -> TableView:
    """The table of a ranking, which may be that of one part of the stage, by its name, and the matches behind it."""
    points, names = shown.stage.settings.points, shown.names
    entrants = tuple(standing.entrant for standing in ranking.standings)
    records = Results(entrants, tuple(matches), points).records()
    exact = _measured(ranking, _POINTS)
    ranks = Counter(standing.rank for standing in ranking.standings)

    def row(line: Standing) -> RowView:
        record = records[line.entrant]
        return RowView(
            rank=line.rank,
            level=ranks[line.rank] > 1,
            name=name_of(names, line.entrant),
            played=record.played,
            won=record.won,
            drawn=record.drawn,
            lost=record.lost,
            scored=record.scored,
            conceded=record.conceded,
            difference=signed(record.difference),
            points=number(exact.get(line.entrant, record.points)),
            tallies=tuple(number(tally.values[line.entrant]) for tally in shown.tallies),
            mark=shown.marks.get(line.entrant, ""),
            withdrawn=line.entrant in shown.stage.withdrawn,
            number=shown.links.numbers.get(line.entrant, 0),
            to=shown.links.entrant(line.entrant),
            why=f"{shown.links.entrant(line.entrant)}#{why_id(shown.stage.key, name)}",
        )

    have_played = {entrant for entrant in entrants if records[entrant].played}
    return TableView(
        rows=tuple(row(line) for line in ranking.standings),
        duels=all(len(match.slots) == _DUEL for match in shown.stage.matches.values()),
        points=_points_count(shown, ranking),
        tallies=shown.tallies,
        broken_ties=tuple(_broken_ties(shown.engine, ranking, names, have_played)),
    )


def _points_count(shown: Shown, ranking: Ranking) -> bool:
    """Whether points are among the criteria: those that the stage's cascade names, or that the format has applied."""
    settings = shown.stage.settings
    installed = shown.engine.registry.formats.get(settings.format)
    if installed is None:
        return True
    cascade = installed.tie_breakers if settings.tie_breakers is None else settings.tie_breakers
    applied = (step.criterion for step in ranking.steps)
    return any(word.removeprefix(HEAD_TO_HEAD) == _POINTS for word in (*cascade, *applied))


def _measured(ranking: Ranking, word: str) -> Mapping[EntrantId, Number]:
    """The numbers that a criterion measured over everyone, if it was applied."""
    everyone = len(ranking.standings)
    return next((step.values for step in ranking.steps if step.criterion == word and len(step.values) == everyone), {})


def _broken_ties(engine: Engine, ranking: Ranking, names: Names, played: Container[EntrantId]) -> Iterable[str]:
    """Each tie that something other than the first criterion broke: the first one can be read off the table."""
    obvious = ranking.steps[0].criterion if ranking.steps else ""
    for above, below in pairwise(ranking.standings):
        if below.reason in {"", obvious} or not (above.entrant in played and below.entrant in played):
            continue
        yield _broken_tie(engine, ranking.steps, above.entrant, below, names)


def _broken_tie(engine: Engine, steps: Sequence[Step], above: EntrantId, below: Standing, names: Names) -> str:
    pair = {"above": name_of(names, above), "below": name_of(names, below.entrant)}
    reason = criterion(engine, below.reason)
    if below.reason.removeprefix(HEAD_TO_HEAD) not in engine.registry.tie_breakers:
        # A format's own words say what happened, not what was measured.
        return say("{above} above {below}: {reason}", **pair, reason=reason)
    for step in reversed(steps):
        if step.criterion == below.reason and above in step.values and below.entrant in step.values:
            more, less = number(step.values[above]), number(step.values[below.entrant])
            return say(
                "{above} above {below} by {reason}: {more} to {less}", **pair, reason=reason, more=more, less=less
            )
    return say("{above} above {below} by {reason}", **pair, reason=reason)
