"""Shuffles the field with the global generator: nobody can ever draw it again."""

import random
from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Seed, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class DrawsAtRandom(SingleElimination):
    name = "draws_at_random"
    law: ClassVar = "test_it_is_pure"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        order = random.sample(range(1, len(stage.entrants) + 1), len(stage.entrants))
        return [
            evolve(match, slots=tuple(Seed(order[s.seed - 1]) if isinstance(s, Seed) else s for s in match.slots))
            for match in super().pair(stage)
        ]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [DrawsAtRandom()]
