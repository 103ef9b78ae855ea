"""Soundness: what a payout rule answered is checked before anything is given out."""

from collections.abc import Iterable, Sequence
from fractions import Fraction


def places_faults(places: object, pool: int) -> Iterable[str]:
    """What is wrong with the worth of places, in words that a rule's author can act on."""
    if not isinstance(places, Sequence) or isinstance(places, str | bytes):
        yield f"places() must answer a sequence of amounts, not {type(places).__name__}"
        return
    for place, worth in enumerate(places, 1):
        if not isinstance(worth, int | Fraction) or isinstance(worth, bool):
            yield f"places() answers {worth!r} for place {place}; amounts must be int or Fraction"
            return
        if worth < 0:
            yield f"places() answers {worth} for place {place}; nobody can get less than nothing"
    given = sum(places)
    if given > pool:
        yield f"places() gives out {given}, which is more than the pool of {pool}"
