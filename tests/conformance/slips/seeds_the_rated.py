"""Sorts by rating, and leaves out whoever has none."""

from collections.abc import Sequence
from typing import ClassVar

from deltacrown import Entrant, Seeding, hookimpl


class SeedsTheRated(Seeding):
    name = "seeds_the_rated"
    law: ClassVar = "test_it_seeds_everyone_once"

    def order(self, entrants: Sequence[Entrant], seed: str) -> list[str]:  # noqa: ARG002 - the slip
        return [e.id for e in sorted(entrants, key=lambda e: -(e.rating or 0)) if e.rating is not None]


@hookimpl
def register_seedings() -> list[Seeding]:
    return [SeedsTheRated()]
