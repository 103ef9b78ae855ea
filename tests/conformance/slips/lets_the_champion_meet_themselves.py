"""The winner of the final meets the best seed, who may be the same. No plan shows it, only the play."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, Seed, Stage, WinnerOf, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class LetsTheChampionMeetThemselves(SingleElimination):
    name = "lets_the_champion_meet_themselves"
    ranks_by_path = False
    law: ClassVar = "test_nobody_meets_themselves_or_plays_twice_in_a_round"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        matches = super().pair(stage)
        return [*matches, Match("super-cup", (WinnerOf("final"), Seed(1)), 1, "super cup")] if matches else ()


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [LetsTheChampionMeetThemselves()]
