"""Pairing by windows: the ideal pairing, repaired where it cannot stand, each repair proven to be the best.

Nearly everyone can have the ideal opponent. Pairs that have met are repaired among the few places around them. Every
pair that then costs something is a window of its own, and windows grow, merge and are paired anew, exactly, until no
improvement can reach out of any of them (see `reach`).
"""

from collections.abc import Iterable, Sequence

from attrs import define
from attrs import field as attribute

from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.matching import Edge, perfect_matching
from deltacrown_brackets.swiss.reach import FOR_SCORES, possible, reached

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
    owner     the window that each place is in, if any
    """

    field: Field
    partners: list[int]
    owner: dict[int, Window] = attribute(factory=dict)

    def repair(self) -> bool:
        """Pair anew around those who have met; False where nobody can avoid a rematch."""
        field = self.field
        for place, partner in enumerate(field.ideal):
            if place > partner or not field.met(place, partner):
                continue
            step = 1
            while field.met(place, self.partners[place]):
                around = self._around((place, self.partners[place]), step)
                if not self._solve(around) and len(around) == field.size:
                    return False
                step *= 2
        return True

    def polish(self, step: int, places: Sequence[int]) -> None:
        """Pair anew so far around every pair of these places that costs something, as long as that helps."""
        while places:
            places = self._polished(step, places)

    def _polished(self, step: int, places: Sequence[int]) -> list[int]:
        """One pass from top to bottom; the places around which something better was found."""
        better: set[int] = set()
        passed = -1
        for place in places:
            if place > passed and place < self.partners[place] and self._costly(place):
                around = self._around((place, self.partners[place]), step)
                before = self._price(around)
                self._solve(around, self._budget(around))
                if self._price(around) < before:
                    better |= around
                passed = place + step // 2
        return sorted(better)

    def prove(self) -> None:
        """Windows over every pair that costs something, grown until each is proven or too large for it."""
        for place, partner in enumerate(self.partners):
            if place < partner and self._costly(place):
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

    def _around(self, places: Iterable[int], step: int) -> set[int]:
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
        return None if crossed_twice(self.field, self.partners, places) else self._price(places) + 1

    def _costly(self, place: int) -> bool:
        one, other = sorted((place, self.partners[place]))
        return self.field.excess(one, other) > 0

    def _prove(self, window: Window) -> set[int]:
        """The places that were paired anew because something better could reach out of the window; none if proven."""
        price = self._price(window.places)
        starts = [place for place in window.places if self._costly(place)]
        ways = reached(self.field, self.partners, starts, price)
        if ways is None:
            window.settled = True
            return set()
        window.reach = set(ways)
        half = {place for place, way in ways.items() if 2 * way < price}
        others = {place for place in ways if self.owner.get(place, window) is not window and self._costly(place)}
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
    windows = Windows(field, list(field.ideal))
    if not windows.repair():
        return None
    windows.polish(NEAR, range(field.size))
    windows.prove()
    unproven = sorted(place for place, window in windows.owner.items() if window.settled)
    windows.polish(FAR, unproven)
    return windows.partners, not unproven and not crossed_twice(field, windows.partners, range(field.size))


def crossed_twice(field: Field, partners: list[int], places: Iterable[int]) -> bool:
    """Whether pairs of these places cross a border with an odd number of places above it more than once."""
    crossed: set[int] = set()
    for one in places:
        for border in range(field.groups[one], field.groups[partners[one]]):
            if border in crossed:
                return True
            if field.spans[border][1] % 2:
                crossed.add(border)
    return False
