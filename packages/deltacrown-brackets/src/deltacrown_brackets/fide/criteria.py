"""The quality criteria C.6 to C.21 (rules in force since 2026) as one exact number for every pair of a bracket.

Each criterion is a field of bits, wide enough for the sum over all pairs; the first criterion is the highest field.
So the matching with the greatest sum is best by the first criterion, among the best by the second, and so on.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from deltacrown_brackets.fide.card import ROUNDS_OF_FLOATS, Card
from deltacrown_brackets.fide.colours import imbalance_clash, repetition_clash, same_preference, strong_clash
from deltacrown_brackets.fide.history import Colour

Measure: TypeAlias = Callable[[Card, Card], int]
Clash: TypeAlias = Callable[[Card, Card], bool]


@frozen
class Criterion:
    """A number to be maximised in sum.

    most    no sum is greater
    inside  for a pair within the bracket
    onward  for a pair whose lower player is of the next score group
    bye     for whoever gets the allocated bye
    """

    most: int
    inside: Measure | None = None
    onward: Measure | None = None
    bye: Callable[[Card], int] | None = None

    @property
    def width(self) -> int:
        """The bits that hold the sum."""
        return self.most.bit_length()


class Criteria:
    """The criteria of one bracket, highest first; numbers are remembered by what matters of the two players."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        offset, placed, self.most = 0, [], 0
        for criterion in reversed(criteria):
            placed.append((offset, criterion))
            self.most += criterion.most << offset
            offset += criterion.width
        self.width = offset
        self._inside = [(offset, each.inside) for offset, each in placed if each.inside]
        self._onward = [(offset, each.onward) for offset, each in placed if each.onward]
        self._bye = [(offset, each.bye) for offset, each in placed if each.bye]
        self._known: dict[tuple[object, object, bool], int] = {}

    def inside(self, higher: Card, lower: Card) -> int:
        """The number of a pair within the bracket."""
        return self._number(higher, lower, self._inside, onward=False)

    def onward(self, higher: Card, lower: Card) -> int:
        """The number of a pair that the next bracket can make."""
        return self._number(higher, lower, self._onward, onward=True)

    def bye(self, card: Card) -> int:
        """The number of a bye."""
        return sum(measure(card) << offset for offset, measure in self._bye)

    def _number(self, higher: Card, lower: Card, measures: list[tuple[int, Measure]], *, onward: bool) -> int:
        key = (kind_of(higher), kind_of(lower), onward)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = sum(measure(higher, lower) << offset for offset, measure in measures)
        return known


def kind_of(card: Card) -> tuple[object, ...]:
    """All that the criteria ask of a player: players of a kind are told apart by nothing but their place."""
    return (card.score, card.preference, card.imbalance, card.repeated, card.floats, card.may_bye)


def criteria_2026(
    moved_down: Sequence[Card], residents: Sequence[Card], following: Sequence[Card], *, onward: bool, bye_here: bool
) -> list[Criterion]:
    """C.6 to C.21. `onward`: pairs of the next score group are seen too; `bye_here`: C.9 has to be applied."""
    pairs = (len(moved_down) + len(residents)) // 2
    scores = sorted({card.score for card in moved_down}, reverse=True)
    found = [Criterion(pairs, inside=_one)] if onward else []
    found += [Criterion(count, inside=_higher_has(score)) for score, count in _counted(moved_down)]
    if onward and following:
        found += _next_bracket(moved_down, residents, following)
    if bye_here:
        games = max((card.games for card in (*moved_down, *residents)), default=0)
        found.append(Criterion(games, bye=lambda card: card.games))
    found += colour_criteria((*moved_down, *residents), pairs)
    for back in range(ROUNDS_OF_FLOATS):
        found += _float_counts(moved_down, residents, back)
    for back in range(ROUNDS_OF_FLOATS):
        found += _float_scores(moved_down, residents, scores, back)
    return found


def _next_bracket(moved_down: Sequence[Card], residents: Sequence[Card], following: Sequence[Card]) -> list[Criterion]:
    """C.8: the downfloaters leave the next bracket as many pairs as can be, of scores as high as can be."""
    found = [Criterion(len(following), onward=_one)]
    for score, count in (*_counted(moved_down), (residents[0].score, len(residents))):
        found.append(Criterion(min(count, len(following)), onward=_higher_has(score)))
    return found


def colour_criteria(players: Sequence[Card], pairs: int) -> list[Criterion]:
    """C.10 to C.13; a criterion that no two of these players can fail is left out."""
    clashes: list[tuple[Clash, list[Colour | None]]] = [
        (imbalance_clash, [card.preference for card in players if card.imbalance > 1]),
        (repetition_clash, [card.preference for card in players if card.absolute]),
        (same_preference, [card.preference for card in players if card.preference]),
        (strong_clash, [card.preference for card in players if card.absolute or card.strong]),
    ]
    return [
        Criterion(pairs, inside=_avoids(clash))
        for clash, concerned in clashes
        if any(one == other for one, other in pairwise(sorted(str(each) for each in concerned)))
    ]


def _float_counts(moved_down: Sequence[Card], residents: Sequence[Card], back: int) -> list[Criterion]:
    """C.14 and C.15 (C.16 and C.17): residents who floated down do not again; those who floated up neither."""
    downs = sum(card.floats[back] == "down" for card in residents)
    found = [Criterion(downs, inside=_residents_who_floated_down(back))] if downs else []
    if moved_down and any(card.floats[back] == "up" for card in residents):
        found.append(Criterion(len(moved_down), inside=_first_upfloat(back)))
    return found


def _float_scores(
    moved_down: Sequence[Card], residents: Sequence[Card], scores: Sequence[int], back: int
) -> list[Criterion]:
    """C.18 and C.19 (C.20 and C.21): the scores of those concerned, highest first."""
    found = []
    for score in scores:
        again = sum(card.score == score and card.floats[back] == "down" for card in moved_down)
        if again:
            found.append(Criterion(again, inside=_moved_down_again(score, back)))
    if any(card.floats[back] == "up" for card in residents):
        for score, count in _counted(moved_down):
            found.append(Criterion(count, inside=_first_upfloat_to(score, back)))
    return found


def _counted(players: Sequence[Card]) -> list[tuple[int, int]]:
    return sorted(Counter(card.score for card in players).items(), reverse=True)


def _one(higher: Card, lower: Card) -> int:  # noqa: ARG001 - every pair counts as one
    return 1


def _higher_has(score: int) -> Measure:
    return lambda higher, _: higher.score == score


def _avoids(clash: Clash) -> Measure:
    return lambda higher, lower: not clash(higher, lower)


def _residents_who_floated_down(back: int) -> Measure:
    def measure(higher: Card, lower: Card) -> int:
        level = higher.score <= lower.score
        return (lower.floats[back] == "down") + (level and higher.floats[back] == "down")

    return measure


def _first_upfloat(back: int) -> Measure:
    return lambda higher, lower: higher.score > lower.score and lower.floats[back] != "up"


def _moved_down_again(score: int, back: int) -> Measure:
    return lambda higher, _: higher.score == score and higher.floats[back] == "down"


def _first_upfloat_to(score: int, back: int) -> Measure:
    return lambda higher, lower: higher.score == score and lower.floats[back] != "up"
