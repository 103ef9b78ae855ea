"""Form: what somebody scored last, which depends on how the matches are listed."""

from typing import ClassVar

from deltacrown import Number, Results, TieBreaker, hookimpl


class CountsTheLastResult(TieBreaker):
    name = "counts_the_last_result"
    law: ClassVar = "test_the_order_of_matches_does_not_matter"

    def measure(self, results: Results) -> dict[str, Number]:
        form: dict[str, Number] = dict.fromkeys(results.entrants, 0)
        for side in results.sides():
            form[side.entrant] = side.own or 0
        return form


@hookimpl
def register_tie_breakers() -> list[TieBreaker]:
    return [CountsTheLastResult()]
