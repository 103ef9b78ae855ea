"""Randomness that anyone can repeat: every number comes from a recorded seed, by SHA-256 in counter mode.

The standard library's `random` promises the same sequence only within rules that have changed between Python
versions (shuffle, sample); a draw must be repeatable for years and in other languages. The method: block i is
SHA-256 of `seed || ":" || i` (UTF-8, i in decimal), read as a big-endian number; a number below n is a block modulo
n, blocks at or above the greatest multiple of n being skipped so that all numbers are equally likely.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
_BLOCK = 1 << 256


def commitment(seed: str) -> str:
    """What is made public before a draw: the SHA-256 of the seed, as 64 hexadecimal digits.

    Whoever sees the seed afterwards can check that it was not chosen in hindsight. The seed must be one that nobody can
    guess, such as `secrets.token_hex(32)`.
    """
    return sha256(seed.encode()).hexdigest()


class Draw:
    """A sequence of draws from one seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._block = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, each equally likely."""
        while True:
            digest = sha256(f"{self._seed}:{self._block}".encode()).digest()
            self._block += 1
            number = int.from_bytes(digest, "big")
            if number < _BLOCK - _BLOCK % limit:
                return number % limit

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in random order (Fisher and Yates, from the last place to the first)."""
        order = list(values)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
