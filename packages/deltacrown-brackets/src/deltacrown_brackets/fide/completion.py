"""Can everyone still be paired? Perfect matchings in a graph of sets, by augmenting paths (Edmonds 1965)."""

from collections import deque
from collections.abc import Iterator


def bits(mask: int) -> Iterator[int]:
    """The positions of the ones in a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Completion:
    """A matching that is kept as large as it can be while players leave.

    neighbours  by vertex, the mask of vertices that it can be matched with
    mates       by vertex, whom it is matched with, or -1
    """

    def __init__(self, neighbours: list[int]) -> None:
        self.neighbours = neighbours
        self.mates = [-1] * len(neighbours)

    def is_perfect(self, among: int) -> bool:
        """Whether all of `among` can be matched with each other. What was found is kept for the next question."""
        if among.bit_count() % 2:
            return False
        for vertex in bits(among):
            mate = self.mates[vertex]
            if mate >= 0 and not among >> mate & 1:
                self.mates[vertex] = self.mates[mate] = -1
        self._greedily(among)
        return all(self.mates[vertex] >= 0 or self._augment(vertex, among) for vertex in bits(among))

    def _greedily(self, among: int) -> None:
        free = sum(1 << vertex for vertex in bits(among) if self.mates[vertex] < 0)
        for vertex in bits(free):
            if free >> vertex & 1:
                options = self.neighbours[vertex] & free & ~(1 << vertex)
                if options:
                    mate = (options & -options).bit_length() - 1
                    self.mates[vertex], self.mates[mate] = mate, vertex
                    free &= ~(1 << vertex | 1 << mate)

    def _augment(self, root: int, among: int) -> bool:
        """Search an augmenting path from an unmatched vertex; blossoms are contracted by a common base."""
        base, parent = list(range(len(self.mates))), [-1] * len(self.mates)
        even, odd = 1 << root, 0
        queue = deque([root])
        while queue:
            vertex = queue.popleft()
            for other in bits(self.neighbours[vertex] & among):
                if base[vertex] == base[other] or self.mates[vertex] == other:
                    continue
                if even >> other & 1:
                    for inner in self._contract(vertex, other, base, parent):
                        if not even >> inner & 1:
                            even |= 1 << inner
                            queue.append(inner)
                elif not odd >> other & 1:
                    parent[other] = vertex
                    mate = self.mates[other]
                    if mate < 0:
                        self._flip(other, parent)
                        return True
                    odd |= 1 << other
                    even |= 1 << mate
                    queue.append(mate)
        return False

    def _contract(self, one: int, other: int, base: list[int], parent: list[int]) -> list[int]:
        top = self._common_base(one, other, base, parent)
        blossom: set[int] = set()
        for vertex, child in ((one, other), (other, one)):
            self._mark(vertex, top, child, base, parent, blossom)
        inner = [vertex for vertex in range(len(base)) if base[vertex] in blossom]
        for vertex in inner:
            base[vertex] = top
        return inner

    def _common_base(self, one: int, other: int, base: list[int], parent: list[int]) -> int:
        seen = set()
        vertex = base[one]
        while True:
            seen.add(vertex)
            if self.mates[vertex] < 0:
                break
            vertex = base[parent[self.mates[vertex]]]
        vertex = base[other]
        while vertex not in seen:
            vertex = base[parent[self.mates[vertex]]]
        return vertex

    def _mark(  # noqa: PLR0913, PLR0917 - the state of one search
        self, vertex: int, top: int, child: int, base: list[int], parent: list[int], blossom: set[int]
    ) -> None:
        while base[vertex] != top:
            mate = self.mates[vertex]
            blossom.update((base[vertex], base[mate]))
            parent[vertex] = child
            child = mate
            vertex = parent[mate]

    def _flip(self, vertex: int, parent: list[int]) -> None:
        while vertex >= 0:
            before = parent[vertex]
            following = self.mates[before]
            self.mates[vertex], self.mates[before] = before, vertex
            vertex = following
