"""Direct encounter: the mutual games of those who are tied (C.07, article 6)."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias

from deltacrown_brackets.fide.tie_break_code import TieBreakCode
from deltacrown_brackets.fide.tie_break_field import NOBODY, Field, Measured

Tied: TypeAlias = tuple[int, ...]


def direct_encounter(field: Field, code: TieBreakCode, ties: Iterable[Tied]) -> Measured:
    """The place among those a player is tied with, 1 for the best; 0 where the games between them separate nobody."""
    places = [0] * len(field.visits)
    for tied in ties:
        groups = separated(field, code, tied)
        if len(groups) > 1:
            passed = 0
            for group in groups:
                for player in group:
                    places[player] = passed + 1
                passed += len(group)
    return Measured(places)


def separated(field: Field, code: TieBreakCode, tied: Tied) -> list[Tied]:
    """The tied in groups, best first; each group that is smaller than the whole is looked at again (6.3)."""
    if len(tied) == 1:
        return [tied]
    groups = list(_once(field, code, tied))
    if len(groups) == 1:
        return groups
    return [smaller for group in groups for smaller in separated(field, code, group)]


def _once(field: Field, code: TieBreakCode, tied: Tied) -> Iterator[Tied]:
    as_cyclic = field.cyclic and not code.as_swiss
    scores: dict[int, Fraction] = {}
    missing: dict[int, int] = {}
    for player in tied:
        scores[player], opponents = _against(field, player, tied, as_played=code.as_played or as_cyclic)
        missing[player] = 0 if as_cyclic else len(tied) - 1 - opponents
    if any(missing.values()):
        yield from _certain(tied, scores, {player: scores[player] + missing[player] * field.win for player in tied})
        return
    for _, group in groupby(sorted(tied, key=lambda player: -scores[player]), key=lambda player: scores[player]):
        yield tuple(group)


def _certain(tied: Tied, scores: dict[int, Fraction], most: dict[int, Fraction]) -> Iterator[Tied]:
    """Not everyone has met (6.2): first is who would be first however the missing games had ended; so on from there."""
    left: Sequence[int] = sorted(tied, key=lambda player: (-scores[player], -most[player]))
    while len(left) > 1 and scores[left[0]] > max(most[player] for player in left[1:]):
        yield (left[0],)
        left = left[1:]
    yield tuple(left)


def _against(field: Field, player: int, tied: Tied, *, as_played: bool) -> tuple[Fraction, int]:
    """The score against the others, and how many of them were met; those met twice count with the average (6.1.2)."""
    others = frozenset(tied)
    games: dict[int, list[int]] = {}
    for visit in field.visits[player]:
        if visit.opponent != NOBODY and visit.opponent in others and (visit.played or as_played):
            games.setdefault(visit.opponent, []).append(visit.points)
    return sum((Fraction(sum(some), len(some)) for some in games.values()), Fraction(0)), len(games)
