"""Seeds start at 1; places in a list start at 0."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, ClassVar

from deltacrown import Format, Match, Seed, Stage, hookimpl


class CountsSeedsFromZero(Format[Any]):
    name = "counts_seeds_from_zero"
    law: ClassVar = "test_every_answer_is_accepted"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        if stage.matches:
            return ()
        pairs = combinations(range(len(stage.entrants)), 2)
        return [Match(f"{a}-{b}", (Seed(a), Seed(b)), number) for number, (a, b) in enumerate(pairs, 1)]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [CountsSeedsFromZero()]
