"""Lots drawn by the program whenever it is asked, and seeds too."""

import random
from collections.abc import Sequence
from typing import ClassVar

from deltacrown import Entrant, Number, Results, Seeding, TieBreaker, hookimpl


class ThrowsACoin(TieBreaker):
    name = "throws_a_coin"
    law: ClassVar = "test_it_is_pure"

    def measure(self, results: Results) -> dict[str, Number]:
        return {entrant: random.randrange(1000) for entrant in results.entrants}


class ShufflesAnew(Seeding):
    name = "shuffles_anew"
    law: ClassVar = "test_anyone_can_repeat_the_draw"

    def order(self, entrants: Sequence[Entrant], seed: str) -> list[str]:  # noqa: ARG002 - the slip
        return random.sample([entrant.id for entrant in entrants], len(entrants))


@hookimpl
def register_tie_breakers() -> list[TieBreaker]:
    return [ThrowsACoin()]


@hookimpl
def register_seedings() -> list[Seeding]:
    return [ShufflesAnew()]
