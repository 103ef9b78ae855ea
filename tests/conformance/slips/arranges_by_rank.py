"""Takes the place on the ladder for the seed: right until somebody has climbed."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Refusal, Seed, Stage, hookimpl
from deltacrown_brackets.formats.ladder import Ladder


class ArrangesByRank(Ladder):
    name = "arranges_by_rank"
    late_entry = False
    law: ClassVar = "test_every_answer_is_accepted"
    kit: ClassVar[Mapping[str, Any]] = {"unbeaten_first": False, "withdrawals_allowed": False}

    def arrange(self, stage: Stage[Any], entrants: Sequence[str]) -> Match | Refusal:
        match = super().arrange(stage, entrants)
        ladder = [line.entrant for line in self.rank(stage).standings]
        slots = tuple(Seed(ladder.index(entrant) + 1) for entrant in entrants)
        key = f"challenge-{len(stage.matches) + 1}"
        return (
            match if isinstance(match, Refusal) else evolve(match, key=key, slots=slots, round=len(stage.matches) + 1)
        )


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [ArrangesByRank()]
