"""An open-ended hill that plans the next match itself: there is no moment at which it could be closed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import evolve
from deltacrown import Format, Stage, hookimpl
from deltacrown_brackets.formats.king_of_the_hill import KingOfTheHill, KingOfTheHillOptions


class KeepsTheHillOccupied(KingOfTheHill):
    name = "keeps_the_hill_occupied"
    open_ended = True
    late_entry = False
    law: ClassVar = "test_it_ends"
    kit: ClassVar[Mapping[str, Any]] = {"most_matches": lambda _, entrants, __: 3 * entrants}

    def pair(self, stage: Stage[KingOfTheHillOptions]) -> Any:
        # Meant: until it is closed.
        endless = evolve(stage, options=KingOfTheHillOptions(rounds=10_000))
        return super().pair(endless)


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [KeepsTheHillOccupied()]
