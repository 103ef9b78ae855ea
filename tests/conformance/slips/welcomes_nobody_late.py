"""Takes late entries, and goes on pairing those who were there in round 1."""

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Match, Stage, hookimpl
from deltacrown_brackets.formats.swiss import Swiss


class WelcomesNobodyLate(Swiss):
    name = "welcomes_nobody_late"
    law: ClassVar = "test_late_entries_are_paired"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        if not stage.matches:
            return super().pair(stage)
        there = {entrant for match in stage.matches.values() if match.round == 1 for entrant in match.present}
        return super().pair(evolve(stage, withdrawn=stage.withdrawn | (set(stage.entrants) - there)))


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [WelcomesNobodyLate()]
