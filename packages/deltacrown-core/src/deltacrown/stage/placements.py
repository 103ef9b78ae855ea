"""Who goes on to the next stage, and the final placements over all stages."""

from collections.abc import Collection, Sequence

from deltacrown.ranking import DISQUALIFIED, Ranking, put_last
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Source, Stage


def qualified(ranking: Ranking, source: Source) -> tuple[EntrantId, ...]:
    """Who takes the place: one entrant, several while they are level, or nobody where there is no such place."""
    table = ranking.tables.get(source.table) if source.table else ranking
    return table.at(source.rank) if table else ()


def placements(stages: Sequence[Stage], disqualified: Collection[EntrantId] = ()) -> Ranking:
    """The final ranking of a tournament: whoever got to a later stage is ahead of whoever did not.

    The disqualified come after everyone else.
    """
    groups: list[tuple[EntrantId, ...]] = []
    reasons: list[str] = []
    placed: set[EntrantId] = set()
    for stage in reversed(stages):
        above = {line.entrant: line.reason for line in stage.ranking.standings} if stage.ranking else {}
        for group in stage.ranking.groups if stage.ranking else ():
            left = tuple(entrant for entrant in group if entrant not in placed)
            if left:
                first_here = not placed.intersection(above) and bool(placed)
                groups.append(left)
                reasons.append("did not reach the next stage" if first_here else above[group[0]])
        placed.update(above)
    return put_last(Ranking.of(groups, reasons), disqualified, DISQUALIFIED)
