"""Orders in which entrants are seeded."""

from collections.abc import Sequence

from deltacrown import Draw, Entrant, EntrantId, Seeding

from deltacrown_brackets.formats.seed_order import bracket_order, bracket_size
from deltacrown_brackets.separation import kept_apart


class SlotOrder(Seeding):
    """In the order of registration."""

    name = "slot_order"
    title = "Order of registration"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:  # noqa: ARG002 - a contract
        """As they came."""
        return [entrant.id for entrant in entrants]


class ByRating(Seeding):
    """The highest rating first; equal ratings and those without one by a draw from the recorded seed."""

    name = "rating"
    title = "By rating"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """Drawn first, then sorted: the sort keeps the drawn order of equals."""
        drawn = _drawn(entrants, seed)
        drawn.sort(key=lambda entrant: (entrant.rating is None, -(entrant.rating or 0)))
        return [entrant.id for entrant in drawn]


class Random(Seeding):
    """By a draw that anyone can repeat from the recorded seed."""

    name = "random"
    title = "Random draw"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """Shuffled."""
        return [entrant.id for entrant in _drawn(entrants, seed)]


class Pots(Seeding):
    """Pot by pot, each in random order; those without a pot come last, as a pot of their own."""

    name = "pots"
    title = "Draw from pots"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """Drawn first, then sorted by pot."""
        drawn = _drawn(entrants, seed)
        drawn.sort(key=lambda entrant: (entrant.pot is None, entrant.pot or 0))
        return [entrant.id for entrant in drawn]


class Apart(Seeding):
    """A random draw in which those of one club meet as late in a bracket as their number allows."""

    name = "apart"
    title = "Random draw, clubmates kept apart"

    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """The bracket is filled by halves, each club split over both as evenly as it goes; then read as seeds."""
        draw = Draw(seed)
        drawn = draw.shuffled(sorted(entrants, key=lambda entrant: entrant.id))
        seeds = bracket_order(bracket_size(len(entrants)))
        places = [seed for seed in seeds if seed <= len(entrants)]
        filled = kept_apart(drawn, [seed if seed <= len(entrants) else None for seed in seeds], draw)
        by_seed = dict(zip(places, filled, strict=True))
        return [by_seed[seed].id for seed in sorted(by_seed)]


def _drawn(entrants: Sequence[Entrant], seed: str) -> list[Entrant]:
    # From the alphabet, so that the order of registration gives nobody a lever.
    return Draw(seed).shuffled(sorted(entrants, key=lambda entrant: entrant.id))


SEEDINGS: tuple[Seeding, ...] = (SlotOrder(), ByRating(), Random(), Pots(), Apart())
