"""The order of names as the last resort."""

from typing import ClassVar

from deltacrown import Number, Results, TieBreaker, hookimpl


class MeasuresTheAlphabet(TieBreaker):
    name = "measures_the_alphabet"
    law: ClassVar = "test_names_do_not_matter"

    def measure(self, results: Results) -> dict[str, Number]:
        return {entrant: place for place, entrant in enumerate(sorted(results.entrants))}


@hookimpl
def register_tie_breakers() -> list[TieBreaker]:
    return [MeasuresTheAlphabet()]
