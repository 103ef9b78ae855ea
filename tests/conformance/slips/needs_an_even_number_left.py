"""Takes even fields only, and is then asked to pair an odd number because somebody left between the rounds."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from deltacrown import Format, Match, Problem, Seed, Stage, hookimpl

ROUNDS = 3


class NeedsAnEvenNumberLeft(Format[Any]):
    name = "needs_an_even_number_left"
    law: ClassVar = "test_withdrawals_survive"
    kit: ClassVar[Mapping[str, Any]] = {"rematches_allowed": True}
    tie_breakers = ("points",)

    def check(self, options: Any, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        return [Problem("odd", "an even number is needed")] if entrants and entrants % 2 else []

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        number = max((match.round for match in stage.matches.values()), default=0) + 1
        if number > ROUNDS:
            return ()
        seeds = [stage.seeds[entrant] for entrant in stage.active]
        pairs = zip(seeds[::2], seeds[1::2], strict=True)
        return [Match(f"{number}-{a}", (Seed(a), Seed(b)), number) for a, b in pairs]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [NeedsAnEvenNumberLeft()]
