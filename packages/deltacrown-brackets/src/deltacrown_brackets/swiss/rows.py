"""Pairing along a row: stretches of a field paired exactly from top to bottom, each with its own proof.

Ideal pairs stand in a row, in the order of their better places. Who pairs `d` steps away along it pays at least
`d * d` times a number that the order of the groups gives (`order.STEP`). So a stretch around pairs that have met is
paired by going along it once: a state says which of the next places are taken already, and the cheapest way to each
state is kept.

The proof is a loosened problem. A place may also leave the stretch, or pair further along it than is looked at,
without a partner being named, for half of the least that any such pair can cost; every pairing of the field is at
least as dear as that for all stretches together. Where the best loosened way lets nobody leave, it is a pairing, and
nothing in the whole field can be better. Otherwise the stretch is looked at again, wider.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import define

from deltacrown_brackets.swiss.field import Field

LOOKS = ((1, 2), (2, 1), (3, 4))
"""How many steps along the row are looked at, and how many pairs beside those that have met, look by look."""

MOST_STATES = 400
"""A stretch in which more states than this have to be kept is left to windows."""

Way: TypeAlias = tuple[int, int, "Way | None"]
"""A place, its partner (the place itself where it leaves), and the way before."""

States: TypeAlias = dict[int, tuple[int, Way | None]]
"""Which of the next places are taken, the next one at bit 0, and what that costs by which way."""


@define(eq=False)
class Stretch:
    """Part of a row: its pairs from `first` up to `end`, and their pairing once that is proven."""

    first: int
    end: int
    pairs: Sequence[tuple[int, int]] | None = None


class Row:
    """The ideal pairs of a field in a row, the better place of each first."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.pairs = [(place, partner) for place, partner in enumerate(field.ideal) if place < partner]

    def mended(self) -> list[Stretch]:
        """Every stretch around pairs that have met, with its pairing where that is proven."""
        met = [place for place, pair in enumerate(self.pairs) if self.field.met(*pair)]
        stretches: list[Stretch] = []
        for place in met:
            first, end = self._around(place, place + 1, LOOKS[0][1])
            if stretches and first < stretches[-1].end:
                stretches[-1].end = end
            else:
                stretches.append(Stretch(first, end))
        for stretch in stretches:
            stretch.pairs = self._paired(stretch.first, stretch.end, LOOKS[0][0])
        for steps, beside in LOOKS[1:]:
            for stretch in [stretch for stretch in stretches if stretch.pairs is None]:
                if stretch in stretches:
                    self._look_wider(stretches, stretch, steps, beside)
        return stretches

    def _around(self, first: int, end: int, beside: int) -> tuple[int, int]:
        return max(0, first - beside), min(len(self.pairs), end + beside)

    def _look_wider(self, stretches: list[Stretch], stretch: Stretch, steps: int, beside: int) -> None:
        """Pair the stretch with what is beside it as one, the stretches there included; if that fails, all stay."""
        first, end = self._around(stretch.first, stretch.end, beside)
        held = [other for other in stretches if other.first < end and other.end > first]
        first, end = min(first, held[0].first), max(end, held[-1].end)
        pairs = self._paired(first, end, steps)
        if pairs is not None:
            place = stretches.index(held[0])
            stretches[place : place + len(held)] = [Stretch(first, end, pairs)]

    def _leaving(self, place: int, number: int, nearest: tuple[int, int]) -> int:
        """Half of what leaving costs at least, doubled to be whole: the place meets somebody who is not looked at.

        It is in pair `number` of the row; `nearest` says which pairs above and below are the first not looked at.
        """
        field, (above, below) = self.field, nearest
        least = field.again // field.unit
        if above >= 0:
            scores = field.border_excess(place, self.pairs[above][1]) // field.unit
            least = field.step * (number - above) ** 2 + scores
        if below < len(self.pairs):
            scores = field.border_excess(place, self.pairs[below][0]) // field.unit
            least = min(least, field.step * (below - number) ** 2 + scores)
        return least

    def _paired(self, first: int, end: int, steps: int) -> list[tuple[int, int]] | None:
        """The best pairing of a stretch; None where it is not proven."""
        places = [place for pair in self.pairs[first:end] for place in pair]
        leaving = [
            self._leaving(place, number, (max(first, number - steps) - 1, min(end, number + steps + 1)))
            for number in range(first, end)
            for place in self.pairs[number]
        ]
        states: States = {0: (0, None)}
        for number, place in enumerate(places):
            choices = list(self._choices(places, leaving, number, steps))
            choices.append((0, leaving[number], place))
            states = _onward(states, place, choices)
            if number % 2 and 0 in states:
                states = _worth_keeping(states, leaving[number + 1 : number + 2 * steps + 2])
            if len(states) > MOST_STATES:
                return None
        pairs = _pairs(states[0][1])
        return None if pairs is None or self.field.crossed_twice((min(pair), max(pair)) for pair in pairs) else pairs

    def _choices(
        self, places: Sequence[int], leaving: Sequence[int], number: int, steps: int
    ) -> Iterator[tuple[int, int, int]]:
        """Whom a place can meet further down: the partner's bit in the next state, the price doubled, the partner."""
        field, one = self.field, places[number]
        ideal, group, unit = field.ideal, field.groups[one], field.unit
        for later in range(number + 1, min(len(places), (number | 1) + 2 * steps + 1)):
            other = places[later]
            if field.groups[other] == group:
                by_one, by_other = other - ideal[one], one - ideal[other]
                price = 2 * (by_one * by_one + by_other * by_other)
            else:
                price = 2 * field.excess(min(one, other), max(one, other)) // unit
            if price < leaving[number] + leaving[later] and not field.met(one, other):
                yield 1 << (later - number - 1), price, other


def _onward(states: States, place: int, choices: Sequence[tuple[int, int, int]]) -> States:
    """The cheapest way to each state one place further."""
    onward: States = {}
    for taken, held in states.items():
        state = taken >> 1
        if taken & 1:
            known = onward.get(state)
            if known is None or held[0] < known[0]:
                onward[state] = held
            continue
        cost, way = held
        for bit, price, partner in choices:
            if not state & bit:
                known, total = onward.get(state | bit), cost + price
                if known is None or total < known[0]:
                    onward[state | bit] = total, (place, partner, way)
    return onward


def _worth_keeping(states: States, leaving: Sequence[int]) -> States:
    """Without those that are no better than if nobody were taken, and all who are taken left."""
    clean = states[0][0]
    kept = {}
    for taken, state in states.items():
        spare, place, left = state[0] - clean, 0, taken
        while left and spare >= 0:
            if left & 1:
                spare -= leaving[place]
            place, left = place + 1, left >> 1
        if spare < 0 or not taken:
            kept[taken] = state
    return kept


def _pairs(way: Way | None) -> list[tuple[int, int]] | None:
    """The pairs along a way; None where somebody leaves."""
    pairs = []
    while way is not None:
        place, partner, way = way
        if place == partner:
            return None
        pairs.append((place, partner))
    return pairs
