"""Keys from the operating system's randomness: unique, and different whenever the format is asked again."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import uuid4

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.round_robin import RoundRobin


class MakesUpKeys(RoundRobin):
    name = "makes_up_keys"
    law: ClassVar = "test_it_is_pure"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        return [evolve(match, key=uuid4().hex) for match in super().pair(stage)]


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [MakesUpKeys()]
