"""How long to wait before the next attempt: doubling, with a quarter left to chance, so that not all come at once."""

import random
from collections.abc import Iterator

from attrs import frozen


@frozen
class Patience:
    """The first pause, the longest one, and how many attempts there are at all."""

    first_s: float = 0.25
    longest_s: float = 15.0
    attempts: int = 8

    def pauses(self) -> Iterator[float]:
        """The pauses between attempts, without end."""
        pause_s = self.first_s
        while True:
            yield pause_s * random.uniform(0.75, 1.25)  # noqa: S311 - guards nothing
            pause_s = min(pause_s * 2, self.longest_s)
