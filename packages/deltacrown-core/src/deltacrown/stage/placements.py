"""Who goes on to the next stage, and the final placements over all stages."""

from collections.abc import Collection, Sequence

from deltacrown.ranking import DISQUALIFIED, Ranking, put_last
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Source, Stage


def qualified(ranking: Ranking, source: Source) -> tuple[EntrantId, ...]:
    """Who takes the place: one entrant, several while they are level, or nobody where there is no such place."""
    table = ranking.tables.get(source.table) if source.table else ranking
    return table.at(source.rank) if table else ()


def tied_in(stages: Sequence[Stage], tied: Collection[EntrantId]) -> Stage:
    """The stage in which these are level, whose tie must be decided: the last that all of them have played."""
    return next(stage for stage in reversed(stages) if stage.over and set(tied).issubset(stage.entrants))


def _best_first(stages: Sequence[Stage]) -> list[Stage]:
    """The stages in the order in which they place their entrants: whoever went on is ahead of whoever did not.

    Of several stages fed by one, such as a cup and a plate, the one that takes the better places comes first.
    """
    keys = [stage.key for stage in stages]
    feeders = {stage.key: [keys.index(source.stage) for source in stage.settings.sources] for stage in stages}

    def visit(place: int) -> list[Stage]:
        fed = [stage for stage in stages if max(feeders[stage.key], default=-1) == place]
        fed.sort(key=lambda stage: min((source.rank for source in stage.settings.sources), default=0))
        below = [one for stage in fed for one in visit(keys.index(stage.key))]
        return below if place < 0 else [*below, stages[place]]

    return visit(-1)


def placements(stages: Sequence[Stage], disqualified: Collection[EntrantId] = ()) -> Ranking:
    """The final ranking of a tournament: whoever got to a later stage is ahead of whoever did not.

    The disqualified come after everyone else.
    """
    groups: list[tuple[EntrantId, ...]] = []
    reasons: list[str] = []
    placed: set[EntrantId] = set()
    for stage in _best_first(stages):
        reason_in_stage = {line.entrant: line.reason for line in stage.ranking.standings} if stage.ranking else {}
        below_the_next = bool(placed)
        for group in stage.ranking.groups if stage.ranking else ():
            left = tuple(entrant for entrant in group if entrant not in placed)
            if left:
                groups.append(left)
                reasons.append("did not reach the next stage" if below_the_next else reason_in_stage[group[0]])
                below_the_next = False
        placed.update(reason_in_stage)
    return put_last(Ranking.of(groups, reasons), disqualified, DISQUALIFIED)
