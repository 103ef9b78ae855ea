"""Sorts by points and then by name, because Python compares tuples to the end."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class BreaksTiesByName(RoundRobin):
    name = "breaks_ties_by_name"
    law: ClassVar = "test_names_do_not_matter"

    def rank(self, stage: Stage[Any]) -> Ranking:
        winners = [match.outcome.winner for match in stage.decided if match.outcome]
        table = sorted((-winners.count(entrant), entrant) for entrant in stage.entrants)
        return Ranking.of([[entrant] for _, entrant in table])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [BreaksTiesByName()]
