"""Berger tables: who meets whom in which round of a round robin (FIDE Handbook C.05, Annex 1)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from deltacrown import Match, Seed

Round: TypeAlias = list[tuple[int, int]]


def berger_rounds(players: int) -> Iterator[Round]:
    """Each round as pairs of numbers from 1, the first of a pair at home (white).

    With an odd number of players, whoever meets the number after the last rests: those pairs are left out.
    """
    size = players + players % 2
    turning = size - 1
    for number in range(turning):
        # The last number stands still; the others turn by half a circle each round.
        first = (number * (size // 2)) % turning
        circle = [(first + step) % turning + 1 for step in range(turning)]
        fixed = (circle[0], size) if number % 2 == 0 else (size, circle[0])
        pairs = [fixed, *((circle[step], circle[-step]) for step in range(1, size // 2))]
        yield [pair for pair in pairs if max(pair) <= players]


def berger_legs(players: int, legs: int, *, last_rounds_reversed: bool = False) -> Iterator[Round]:
    """The rounds of several legs, home and away changing with every leg.

    With `last_rounds_reversed` the last two rounds of every leg but the last change places. That is what FIDE
    recommends for a double round robin (C.05, Annex 1), where some have three equal colours in a row otherwise.
    """
    rounds = list(berger_rounds(players))
    reversed_end = [*rounds[:-2], *rounds[:-3:-1]]
    for leg in range(legs):
        for pairs in reversed_end if last_rounds_reversed and leg < legs - 1 else rounds:
            yield pairs if leg % 2 == 0 else [(away, home) for home, away in pairs]


def berger_matches(
    rounds: Iterable[Round], seeds: Sequence[int], *, prefix: str = "", section: str = "", first: int = 1
) -> list[Match]:
    """The matches of these rounds, numbered from `first`; `seeds` are those of the numbers of the table, from 1."""
    matches: list[Match] = []
    for number, pairs in enumerate(rounds, first):
        for home, away in pairs:
            slots = (Seed(seeds[home - 1]), Seed(seeds[away - 1]))
            matches.append(Match(f"{prefix}{len(matches) + 1}", slots, number, section, draws=True))
    return matches
