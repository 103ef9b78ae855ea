"""The ideal pairing, repaired where it cannot stand, each repair proven to be the best.

Nearly everyone can have the ideal opponent. Nearly all pairs that have met are mended along the row (see `rows`). The
others are repaired among the few places around them; every pair there that costs something is a window of its own, and
windows grow, merge and are paired anew, exactly, until no improvement can reach out of any of them (see `reach`).
"""

from collections.abc import Iterable, Sequence

from attrs import define
from attrs import field as attribute

from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.matching import Edge, perfect_matching
from deltacrown_brackets.swiss.reach import FOR_SCORES, possible, reached
from deltacrown_brackets.swiss.rows import Row

MOST_PROVEN = 48
"""A window with more places than this stays without a proof."""

NEAR, FAR = 2, 8
"""How many places around costly pairs are looked through: at once, and where a proof was not in reach."""


@define(eq=False)
class Window:
    """Places that are paired among themselves.

    reach    the places that its proof has looked at; None before there is one
    settled  whether the proof has been given up
    """

    places: set[int]
    reach: set[int] | None = None
    settled: bool = False


@define
class Windows:
    """A pairing of a field under repair.

    partners  the partner of each place, as it stands
    proven    the places whose pairing has a proof already, as long as it stands
    owner     the window that each place is in, if any
    """

    field: Field
    partners: list[int]
    proven: set[int]
    owner: dict[int, Window] = attribute(factory=dict)

    def repair(self) -> bool:
        """Pair anew around those who have met; False where nobody can avoid a rematch."""
        field = self.field
        for place, partner in enumerate(field.ideal):
            if place > partner or not field.met(place, partner):
                continue
            step = 1
            if field.met(place, self.partners[place]):
                self._swap(place, self.partners[place])
            while field.met(place, self.partners[place]):
                around = self.around((place, self.partners[place]), step)
                if not self._solve(around) and len(around) == field.size:
                    return False
                step *= 2
        return True

    def _swap(self, one: int, other: int) -> None:
        """Exchange partners with the pair of their score groups with which that is cheapest, if scores stay out of it.

        In large groups the best such pair can be far away, and walking there window by window takes long.
        """
        field, partners = self.field, self.partners
        excess, met = field.excess, field.met
        (start, _), (_, end) = field.spans[field.groups[one]], field.spans[field.groups[other]]
        least, best = field.score, one
        for third in range(start, end):
            fourth = partners[third]
            cost = excess(one, third)
            if cost >= least or third in {one, other} or met(one, third) or met(other, fourth):
                continue
            cost += excess(other, fourth)
            if cost < least:
                least, best = cost, third
        if best != one:
            fourth = partners[best]
            partners[one], partners[best], partners[other], partners[fourth] = best, one, fourth, other

    def polish(self, step: int, places: Sequence[int]) -> None:
        """Pair anew so far around every pair of these places that costs something, as long as that helps."""
        while places:
            places = self._polished(step, places)

    def _polished(self, step: int, places: Sequence[int]) -> list[int]:
        """One pass from top to bottom; the places around which something better was found."""
        better: set[int] = set()
        passed = -1
        for place in places:
            if place > passed and place < self.partners[place] and self.costly(place):
                around = self.around((place, self.partners[place]), step)
                before = self._price(around)
                self._solve(around, self._budget(around))
                if self._price(around) < before:
                    better |= around
                passed = place + step // 2
        return sorted(better)

    def prove(self) -> None:
        """Windows over every pair that costs something, grown until each is proven or too large for it."""
        for place, partner in enumerate(self.partners):
            if place < partner and place not in self.proven and self.costly(place):
                self._open((place,))
        waiting = list(dict.fromkeys(self.owner.values()))
        while waiting:
            grown: set[int] = set()
            for window in waiting:
                if self.owner[min(window.places)] is window and not window.settled:
                    grown |= self._prove(window)
            # A proof holds as long as nothing is paired anew where it has looked.
            windows = dict.fromkeys(self.owner.values())
            waiting = [window for window in windows if window.reach is None or not grown.isdisjoint(window.reach)]
            waiting = [window for window in waiting if not window.settled]

    def around(self, places: Iterable[int], step: int) -> set[int]:
        """These places, their neighbours in the order, and the partners of all."""
        last = self.field.size
        near = {other for place in places for other in range(max(0, place - step), min(last, place + step + 1))}
        return near | {self.partners[place] for place in near}

    def _open(self, places: Iterable[int]) -> Window:
        """A window over these places and their partners, merged with every window that it meets."""
        window = Window(set())
        fresh = {end for place in places for end in (place, self.partners[place])}
        while fresh:
            window.places |= fresh
            met = {self.owner[place] for place in fresh if place in self.owner and self.owner[place] is not window}
            self.owner.update(dict.fromkeys(fresh, window))
            fresh = {place for other in met for place in other.places} - window.places
        return window

    def _solve(self, places: set[int], budget: int | None = None) -> bool:
        """Pair the places among themselves as cheaply as can be; False where they cannot all be paired.

        No pair is tried whose excess is not below the budget.
        """
        order = sorted(places)
        number = {place: vertex for vertex, place in enumerate(order)}
        cost = self.field.cost
        edges: list[Edge] = [
            (vertex, number[other], cost(one, other))
            for vertex, one in enumerate(order)
            for other in possible(self.field, one, budget, order[vertex + 1 :])
            if other in number and other > one
        ]
        found = perfect_matching(len(order), edges)
        if found is None:
            return False
        for one, vertex in zip(order, found, strict=True):
            self.partners[one] = order[vertex]
        return True

    def _price(self, places: Iterable[int]) -> int:
        """What the pairs of these places cost above what is bound to be paid."""
        return sum(self.field.excess(one, self.partners[one]) for one in places if one < self.partners[one])

    def _budget(self, places: set[int]) -> int | None:
        """No pair that costs this much can be part of a better pairing of the places; None where that is not known."""
        return None if self.crossed_twice(places) else self._price(places) + 1

    def crossed_twice(self, places: Iterable[int]) -> bool:
        """Whether pairs of these places cross a border that has to be crossed more than once."""
        return self.field.crossed_twice((place, self.partners[place]) for place in places)

    def costly(self, place: int) -> bool:
        """Whether the pair of this place costs more than what is bound to be paid."""
        one, other = sorted((place, self.partners[place]))
        return self.field.excess(one, other) > 0

    def _prove(self, window: Window) -> set[int]:
        """The places that were paired anew because something better could reach out of the window; none if proven."""
        price = self._price(window.places)
        starts = [place for place in window.places if self.costly(place)]
        ways = reached(self.field, self.partners, starts, price)
        if ways is None:
            window.settled = True
            return set()
        window.reach = set(ways)
        half = {place for place, way in ways.items() if 2 * way < price}
        others = {place for place in ways if self.owner.get(place) is not window and self.costly(place)}
        if half <= window.places and not others:
            return set()
        grown = self._open(window.places | half | others)
        effort = FOR_SCORES if price > self.field.score else 1
        if len(grown.places) > effort * MOST_PROVEN:
            grown.settled = True
        else:
            self._solve(grown.places, self._budget(grown.places))
        return grown.places


def best_by_windows(field: Field) -> tuple[list[int], bool] | None:
    """The partner of each place in the cheapest pairing without rematch, and whether that is proven.

    None where nobody can avoid a rematch.
    """
    mended = _mended(field)
    windows = Windows(field, [mended.get(place, ideal) for place, ideal in enumerate(field.ideal)], set(mended))
    if not windows.repair():
        return None
    loose = [place for place in range(field.size) if place not in mended and windows.costly(place)]
    windows.polish(NEAR, sorted(windows.around(loose, NEAR)))
    windows.prove()
    unproven = [place for place, window in windows.owner.items() if window.settled]
    windows.polish(FAR, sorted(unproven))
    stand = all(windows.partners[place] == partner for place, partner in mended.items())
    return windows.partners, stand and not unproven and not windows.crossed_twice(range(field.size))


def _mended(field: Field) -> dict[int, int]:
    """The partner of each place that is in a proven stretch of the row."""
    pairs = [pair for stretch in Row(field).mended() for pair in stretch.pairs or ()]
    return {place: partner for pair in pairs for place, partner in (pair, pair[::-1])}
