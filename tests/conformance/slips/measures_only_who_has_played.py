"""Counts where there is something to count."""

from collections import Counter
from typing import ClassVar

from deltacrown import Results, TieBreaker, hookimpl


class MeasuresOnlyWhoHasPlayed(TieBreaker):
    name = "measures_only_who_has_played"
    law: ClassVar = "test_it_measures_everyone_exactly"

    def measure(self, results: Results) -> Counter[str]:
        return Counter(side.entrant for side in results.sides())


@hookimpl
def register_tie_breakers() -> list[TieBreaker]:
    return [MeasuresOnlyWhoHasPlayed()]
