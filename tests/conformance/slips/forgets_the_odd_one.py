"""Rounds an odd number of entrants down, so the last one never plays."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class ForgetsTheOddOne(RoundRobin):
    name = "forgets_the_odd_one"
    law: ClassVar = "test_everyone_plays"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        return super().pair(evolve(stage, entrants=stage.entrants[: len(stage.entrants) // 2 * 2]))


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [ForgetsTheOddOne()]
