"""Draws by chance whose seed somebody may still choose."""

from collections.abc import Iterator

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.plugins import asking

_SEEDS = ("1", "2", "3", "4")


def unbound(case: Case) -> Iterator[Advice]:
    """Whether the seeding depends on the seed of the draw, by trying some, and nobody is bound to one."""
    entrants = case.played.tournament.taking_part
    if case.committed or not entrants:
        return
    registry, seeding = case.engine.registry, case.settings.seeding
    first, *others = (asking.seed(registry, seeding, entrants, seed) for seed in _SEEDS)
    if any(order != first for order in others):
        message = (
            f"{seeding!r} seeds by chance, and whoever starts the tournament can try seeds until the draw suits: "
            "bind it with CommitToDraw while registration is open"
        )
        yield Advice("lint.draw_unbound", message, "settings.seeding")
