"""The results that a match can have, seen by who ends where in it."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from deltacrown.match.state import Match
from deltacrown.stage.slots import EntrantId

Groups: TypeAlias = tuple[tuple[EntrantId, ...], ...]
"""Entrants who are level, best first."""

Pattern: TypeAlias = tuple[tuple[int, ...], ...]
"""The same by slot: ((0,), (1,)) is a win for the first side, whoever sits there."""


def possible(match: Match) -> Iterator[Groups]:
    """Every order of those present, with level ones where draws are allowed: the first place is never shared else."""
    for groups in _orders(match.present):
        if match.draws or len(groups[0]) == 1:
            yield groups


def number(match: Match) -> int:
    """How many there are, if everyone comes."""
    sides = len(match.slots)
    return sum(1 for groups in _orders([str(side) for side in range(sides)]) if match.draws or len(groups[0]) == 1)


def _orders(entrants: Sequence[EntrantId]) -> Iterator[Groups]:
    if not entrants:
        yield ()
    for size in range(1, len(entrants) + 1):
        for first in combinations(entrants, size):
            rest = [entrant for entrant in entrants if entrant not in first]
            for others in _orders(rest):
                yield (first, *others)


def pattern(match: Match, groups: Groups) -> Pattern:
    """The result by slot."""
    return tuple(tuple(sorted(match.entrants.index(entrant) for entrant in group)) for group in groups)


def seated(match: Match, sides: Pattern) -> Groups:
    """The result by entrant."""
    return tuple(tuple(match.seated[side] for side in group) for group in sides)


def swapped(groups: Groups) -> Groups:
    """The opposite of it."""
    return tuple(reversed(groups))
