"""Pairs neighbours, and did not think of an odd number of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, Seed, Stage, hookimpl


class RaisesOnOddFields(Format[Any]):
    name = "raises_on_odd_fields"
    law: ClassVar = "test_every_answer_is_accepted"
    tie_breakers = ("points",)

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        if stage.matches:
            return ()
        seeds = range(1, len(stage.entrants) + 1)
        return [Match(str(a), (Seed(a), Seed(b))) for a, b in zip(seeds[::2], seeds[1::2], strict=True)]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [RaisesOnOddFields()]
