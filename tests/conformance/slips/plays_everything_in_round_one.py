"""Forgets to number the rounds."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class PlaysEverythingInRoundOne(RoundRobin):
    name = "plays_everything_in_round_one"
    law: ClassVar = "test_nobody_meets_themselves_or_plays_twice_in_a_round"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        return [evolve(match, round=1) for match in super().pair(stage)]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [PlaysEverythingInRoundOne()]
