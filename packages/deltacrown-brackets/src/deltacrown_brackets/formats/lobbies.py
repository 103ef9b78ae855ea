"""Lobbies: matches of many sides, as equal in number as can be, and who is put into which."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

from deltacrown import EntrantId, Outcome

T = TypeVar("T")


def lobby_count(entrants: int, size: int) -> int:
    """How many lobbies of at most `size` it takes."""
    return -(-entrants // size)


def spread(lines: Sequence[T], lobbies: int, familiarity: Callable[[T, Sequence[T]], int]) -> list[list[T]]:
    """Everyone, best first, spread over lobbies whose sizes differ by one at most.

    Each next row of as many as there are lobbies has one for each of them, as a snake deals them: there and back.
    Whoever is next goes to the lobby of the row that is least familiar, the next of the snake where several are.
    """
    filled: list[list[T]] = [[] for _ in range(lobbies)]
    left, back = iter(lines), False
    while row := list(islice(left, lobbies)):
        open_ones = list(range(lobbies))[:: -1 if back else 1]
        for line in row:
            lobby = _least_familiar(line, open_ones, filled, familiarity)
            open_ones.remove(lobby)
            filled[lobby].append(line)
        back = not back
    return filled


def _least_familiar(
    line: T, lobbies: Sequence[int], filled: Sequence[Sequence[T]], familiarity: Callable[[T, Sequence[T]], int]
) -> int:
    found, least = lobbies[0], -1
    for lobby in lobbies:
        known = familiarity(line, filled[lobby])
        if not known:
            return lobby
        if least < 0 or known < least:
            found, least = lobby, known
    return found


def place_in(outcome: Outcome, entrant: EntrantId) -> int | None:
    """Which place the entrant took, the best of those that level ones span; None for whoever is not ranked in it."""
    passed = 0
    for group in outcome.ranking:
        if entrant in group:
            return passed + 1
        passed += len(group)
    return None
