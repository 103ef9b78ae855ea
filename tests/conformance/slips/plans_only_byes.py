"""Round after round in which everyone has a bye."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from deltacrown import Bye, Format, Match, Seed, Stage, hookimpl
from hypothesis import Phase, settings

# The engine asks a thousand times before it gives up.
ONCE = settings(max_examples=1, derandomize=True, database=None, phases=[Phase.generate])


class PlansOnlyByes(Format[Any]):
    name = "plans_only_byes"
    law: ClassVar = "test_it_ends"
    kit: ClassVar[Mapping[str, Any]] = {"effort": ONCE}

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        number = len(stage.matches) + 1
        return [Match(str(number), (Seed(1), Bye()), number)]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [PlansOnlyByes()]
