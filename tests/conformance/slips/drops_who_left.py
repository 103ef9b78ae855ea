"""Ranks those who are still there."""

from typing import Any, ClassVar

from deltacrown import Format, Ranking, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class DropsWhoLeft(RoundRobin):
    name = "drops_who_left"
    law: ClassVar = "test_withdrawals_survive"

    def rank(self, stage: Stage[Any]) -> Ranking:
        return Ranking.of([stage.active])


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [DropsWhoLeft()]
