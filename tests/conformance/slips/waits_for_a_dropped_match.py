"""Matches with a bye are left out as needless, but the next round still waits for their winners."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Bye, Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class WaitsForADroppedMatch(SingleElimination):
    name = "waits_for_a_dropped_match"
    law: ClassVar = "test_keys_are_unique_and_links_point_back"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        return [match for match in super().pair(stage) if Bye() not in match.slots]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [WaitsForADroppedMatch()]
