"""Orders in which entrants are seeded."""

from collections.abc import Sequence

from deltacrown import Draw, Entrant, EntrantId, Seeding


class SlotOrder(Seeding):
    """In the order of registration."""

    name = "slot_order"
    title = "Order of registration"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:  # noqa: ARG002 - a contract
        """As they came."""
        return [entrant.id for entrant in entrants]


class Random(Seeding):
    """By a draw that anyone can repeat: from the recorded seed, over the ids in alphabetical order."""

    name = "random"
    title = "Random draw"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """Shuffled. Starting from the alphabet, so that the order of registration gives nobody a lever."""
        return Draw(seed).shuffled(sorted(entrant.id for entrant in entrants))


SEEDINGS: tuple[Seeding, ...] = (SlotOrder(), Random())
