"""Luck: what a seed decides."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from deltacrown.draws import Draw

T = TypeVar("T")


class Luck:
    """Choices that follow from a seed, the same in every process and every version of Python."""

    def __init__(self, seed: str) -> None:
        self._draw = Draw(seed)

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return self._draw.below(limit)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        return least + self._draw.below(most - least + 1)

    def once_in(self, times: int) -> bool:
        """Whether something happens that happens once in so many times."""
        return self._draw.below(times) == 0

    def pick(self, values: Sequence[T]) -> T:
        """One of the values."""
        return values[self._draw.below(len(values))]

    def some(self, values: Sequence[T], most: int) -> tuple[T, ...]:
        """Some of the values, perhaps none, at most so many, in random order."""
        return tuple(self._draw.shuffled(values)[: self._draw.below(most + 1)])

    def shuffled(self, values: Sequence[T]) -> tuple[T, ...]:
        """All values in random order."""
        return tuple(self._draw.shuffled(values))

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, each as likely as its weight says."""
        place = self._draw.below(sum(weights.values()))
        for value, weight in weights.items():
            place -= weight
            if place < 0:
                return value
        raise AssertionError(weights)
