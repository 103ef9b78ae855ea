"""Keeps on itself who was knocked out when it looked, and ranks by that: whose match was reported later is better."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class RemembersWhoLostFirst(SingleElimination):
    name = "remembers_who_lost_first"
    law: ClassVar = "test_the_order_of_results_does_not_matter"

    def __init__(self) -> None:
        self.out: list[str] = []

    def rank(self, stage: Stage[Any]) -> Ranking:
        if not any(match.played for match in stage.decided):
            self.out = []
        for match in stage.decided:
            winner = match.outcome.winner if match.outcome else None
            self.out += [entrant for entrant in match.present if entrant != winner and entrant not in self.out]
        still_in = [entrant for entrant in stage.entrants if entrant not in self.out]
        return Ranking.of([group for group in (still_in, *([entrant] for entrant in reversed(self.out))) if group])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [RemembersWhoLostFirst()]
