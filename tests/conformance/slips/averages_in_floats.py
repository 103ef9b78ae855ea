"""Divides with a slash: equal averages differ in the last bit."""

from typing import ClassVar

from deltacrown import Results, TieBreaker, hookimpl


class AveragesInFloats(TieBreaker):
    name = "averages_in_floats"
    law: ClassVar = "test_it_measures_everyone_exactly"

    def measure(self, results: Results) -> dict[str, float]:
        scored = {
            entrant: [s.own or 0 for s in results.sides() if s.entrant == entrant] for entrant in results.entrants
        }
        return {entrant: sum(goals) / max(1, len(goals)) for entrant, goals in scored.items()}


@hookimpl
def register_tie_breakers() -> list[TieBreaker]:
    return [AveragesInFloats()]
