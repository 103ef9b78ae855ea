"""Berger tables: who meets whom in which round of a round robin (FIDE Handbook C.05, Annex 1)."""

from collections.abc import Iterator


def berger_rounds(players: int) -> Iterator[list[tuple[int, int]]]:
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
