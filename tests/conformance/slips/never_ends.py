"""A rematch of the final is due, and after it another one, and so on."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, Seed, Stage, hookimpl
from deltacrown_brackets.formats.single_elimination import SingleElimination


class NeverEnds(SingleElimination):
    name = "never_ends"
    law: ClassVar = "test_it_ends"
    kit: ClassVar[Mapping[str, Any]] = {"most_matches": lambda _, entrants, __: 2 * entrants}

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        if not stage.matches or stage.withdrawn:
            return super().pair(stage)
        # Meant for the loser of the final only, and only once.
        last = stage.decided[-1]
        slots = tuple(Seed(stage.seeds[entrant]) for entrant in last.present)
        return [Match(f"final-{last.round + 1}", slots, last.round + 1)] if len(slots) > 1 else []


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [NeverEnds()]
