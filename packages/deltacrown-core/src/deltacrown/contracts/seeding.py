"""The contract of a seeding: it orders entrants, best first."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from deltacrown.registration.state import Entrant
from deltacrown.stage.slots import EntrantId


class Seeding(ABC):
    """The order in which entrants are seeded when the tournament starts.

        class ByRating(Seeding):
            '''The highest rating first; equal ratings in the order of registration.'''

            name = "rating"

            def order(self, entrants, seed):
                return [entrant.id for entrant in sorted(entrants, key=lambda entrant: -(entrant.rating or 0))]

    name   how settings name it
    title  how people name it
    """

    name: str
    title: str = ""

    @abstractmethod
    def order(self, entrants: Sequence[Entrant], seed: str) -> Sequence[EntrantId]:
        """Every entrant's id once, seed 1 first.

        `entrants` come in the order of registration. `seed` is the recorded seed of the draw: all randomness comes
        from it (`deltacrown.draws.Draw(seed)`), so that anyone can repeat the draw.
        """
