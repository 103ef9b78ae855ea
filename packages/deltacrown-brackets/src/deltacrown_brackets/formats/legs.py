"""Knock-out matches in legs, at home and away, whose points are added up."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from attrs import evolve
from deltacrown import Bye, Match, Problem

_MOST = 2


class LegOptions(Protocol):
    """What a format's options say about legs."""

    @property
    def legs(self) -> int:
        """How many legs a match before the final has."""

    @property
    def final_legs(self) -> int:
        """How many the final has."""

    @property
    def away_goals(self) -> bool:
        """Whether what was scored away decides where the legs end level."""


def in_legs(matches: Iterable[Match], options: LegOptions, left: Callable[[Match], int]) -> list[Match]:
    """The matches with their legs; `left` says how many entrants begin the round of a match, 0 beside the bracket.

    In two legs the better place of the bracket, which is planned first, plays the second one at home: so it is given
    the away side of the first. As in the UEFA Champions League from 2025/26: the seeded play the second leg at home,
    and whoever beats one takes over its place in this too.
    """
    return [_in_legs(match, options, left(match)) for match in matches]


def _in_legs(match: Match, options: LegOptions, left: int) -> Match:
    legs = options.final_legs if left == 2 else options.legs if left else 1  # noqa: PLR2004 - the final is a duel
    if legs == 1 or Bye() in match.slots:
        return match
    return evolve(match, slots=match.slots[::-1], legs=legs, away_goals=options.away_goals)


def leg_problems(options: LegOptions, *, games: bool) -> Iterator[Problem]:
    """What is wrong with the legs; `games` says whether matches are a best of several games."""
    for field, legs in (("legs", options.legs), ("final_legs", options.final_legs)):
        if not 1 <= legs <= _MOST:
            yield Problem("elimination.legs", "a match has 1 or 2 legs", field)
    played = max(options.legs, options.final_legs) > 1
    if played and games:
        yield Problem("elimination.legs_and_games", "matches are played in legs or in games, not both", "legs")
    if options.away_goals and not played:
        yield Problem("elimination.away_goals", "goals scored away decide matches in 2 legs only", "away_goals")
