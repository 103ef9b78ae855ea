"""Whether a match may be drawn is true or false; a number works in memory, but the journal does not read back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class SaysDrawsWithANumber(RoundRobin):
    name = "says_draws_with_a_number"
    law: ClassVar = "test_the_journal_replays"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        return [evolve(match, draws=1) for match in super().pair(stage)]  # type: ignore[arg-type]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [SaysDrawsWithANumber()]
