"""Removes doubles with a set, whose order comes from the names."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Seed, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class PairsInTheOrderOfASet(SingleElimination):
    name = "pairs_in_the_order_of_a_set"
    law: ClassVar = "test_names_do_not_matter"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        order = [stage.seeds[entrant] for entrant in set(stage.entrants)]
        return [
            evolve(match, slots=tuple(Seed(order[s.seed - 1]) if isinstance(s, Seed) else s for s in match.slots))
            for match in super().pair(stage)
        ]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [PairsInTheOrderOfASet()]
