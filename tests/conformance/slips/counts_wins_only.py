"""Ranks a knock-out by matches won, so that a bye can cost the champion the title."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class CountsWinsOnly(SingleElimination):
    name = "counts_wins_only"
    ranks_by_path = False
    law: ClassVar = "test_the_unbeaten_come_first"

    def rank(self, stage: Stage[Any]) -> Ranking:
        winners = [match.outcome.winner for match in stage.decided if match.outcome and match.played]
        wins = {entrant: winners.count(entrant) for entrant in stage.entrants}
        numbers = sorted(set(wins.values()), reverse=True)
        return Ranking.of([[entrant for entrant in wins if wins[entrant] == number] for number in numbers])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [CountsWinsOnly()]
