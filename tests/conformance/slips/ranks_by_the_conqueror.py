"""Of those beaten in the same round, whoever lost to the champion is better; and yet it promises to rank by path."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class RanksByTheConqueror(SingleElimination):
    name = "ranks_by_the_conqueror"
    law: ClassVar = "test_places_follow_from_where_the_way_ended"

    def rank(self, stage: Stage[Any]) -> Ranking:
        ranking = super().rank(stage)
        champion = ranking.at(1)[0]
        won = [match.present for match in stage.decided if match.outcome and match.outcome.winner == champion]
        by_champion = {entrant for present in won for entrant in present}
        halves = [
            [entrant for entrant in group if (entrant in by_champion) is first]
            for group in ranking.groups
            for first in (True, False)
        ]
        return Ranking.of([half for half in halves if half])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [RanksByTheConqueror()]
