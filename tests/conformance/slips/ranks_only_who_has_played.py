"""The table holds whoever has a result; before the first match it is empty."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class RanksOnlyWhoHasPlayed(RoundRobin):
    name = "ranks_only_who_has_played"
    law: ClassVar = "test_the_ranking_holds_everyone_once_at_every_moment"

    def rank(self, stage: Stage[Any]) -> Ranking:
        played = {entrant for match in stage.decided for entrant in match.present}
        return Ranking.of([[entrant for entrant in stage.entrants if entrant in played]])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [RanksOnlyWhoHasPlayed()]
