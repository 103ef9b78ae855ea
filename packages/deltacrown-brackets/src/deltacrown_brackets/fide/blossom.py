"""Edmonds' maximum weight matching in Python: slower than a compiled one, but its numbers may have any size.

After the O(n³) form of the primal-dual algorithm: every vertex and blossom has a dual value, edges without slack grow
alternating trees from all unmatched vertices, odd cycles shrink to blossoms, and duals move where trees are stuck.
Vertices are 1 … n inside, blossoms n + 1 …; all numbers are doubled, so that duals stay whole.
"""

from collections import deque
from collections.abc import Iterable, Sequence


def maximum_weight_matching(
    edges: Sequence[tuple[int, int, int]], vertices: int, *, most_pairs: bool
) -> Iterable[tuple[int, int]]:
    """The pairs of a matching of the greatest sum; with `most_pairs`, of the greatest sum among the most pairs."""
    if not edges:
        return ()
    bonus = (max(number for _, _, number in edges) + 1) * (vertices // 2 + 1) if most_pairs else 0
    search = _Search(vertices)
    for first, second, number in edges:
        search.weigh(first + 1, second + 1, number + bonus)
    return [(one - 1, other - 1) for one, other in search.run()]


class _Search:
    def __init__(self, count: int) -> None:
        size = 2 * count + 2
        self.count = self.top = count
        self.size = size
        self.ends = [[(row, column) for column in range(size)] for row in range(size)]
        self.numbers = [[0] * size for _ in range(size)]
        self.duals = [0] * size
        self.match = [0] * size
        self.slack = [0] * size
        self.outer = list(range(size))
        self.parent = [0] * size
        self.label = [-1] * size
        self.visited = [0] * size
        self.petals: list[list[int]] = [[] for _ in range(size)]
        self.entry = [[0] * (count + 1) for _ in range(size)]
        self.queue: deque[int] = deque()
        self.time = 0

    def weigh(self, one: int, other: int, number: int) -> None:
        self.numbers[one][other] = self.numbers[other][one] = number

    def run(self) -> list[tuple[int, int]]:
        for vertex in range(1, self.count + 1):
            self.entry[vertex][vertex] = vertex
        greatest = max(max(row) for row in self.numbers)
        for vertex in range(1, self.count + 1):
            self.duals[vertex] = greatest
        while self._grow():
            pass
        pairs = [(vertex, self.match[vertex]) for vertex in range(1, self.count + 1) if self.match[vertex]]
        return [(one, other) for one, other in pairs if one < other]

    def _distance(self, one: int, other: int) -> int:
        first, second = self.ends[one][other]
        return self.duals[first] + self.duals[second] - 2 * self.numbers[first][second]

    def _number(self, one: int, other: int) -> int:
        first, second = self.ends[one][other]
        return self.numbers[first][second]

    def _offer_slack(self, one: int, other: int) -> None:
        held = self.slack[other]
        if not held or self._distance(one, other) < self._distance(held, other):
            self.slack[other] = one

    def _find_slack(self, vertex: int) -> None:
        self.slack[vertex] = 0
        for one in range(1, self.count + 1):
            if self._number(one, vertex) > 0 and self.outer[one] != vertex and self.label[self.outer[one]] == 0:
                self._offer_slack(one, vertex)

    def _push(self, vertex: int) -> None:
        if vertex <= self.count:
            self.queue.append(vertex)
        else:
            for petal in self.petals[vertex]:
                self._push(petal)

    def _set_outer(self, vertex: int, outer: int) -> None:
        self.outer[vertex] = outer
        if vertex > self.count:
            for petal in self.petals[vertex]:
                self._set_outer(petal, outer)

    def _turn(self, blossom: int, start: int) -> int:
        petals = self.petals[blossom]
        place = petals.index(start)
        if place % 2 == 1:
            petals[1:] = petals[:0:-1]
            return len(petals) - place
        return place

    def _set_match(self, one: int, other: int) -> None:
        first, second = self.ends[one][other]
        self.match[one] = second
        if one <= self.count:
            return
        start = self.entry[one][first]
        place = self._turn(one, start)
        petals = self.petals[one]
        for each in range(place):
            self._set_match(petals[each], petals[each ^ 1])
        self._set_match(start, other)
        self.petals[one] = petals[place:] + petals[:place]

    def _augment(self, one: int, other: int) -> None:
        while True:
            following = self.outer[self.match[one]]
            self._set_match(one, other)
            if not following:
                return
            self._set_match(following, self.outer[self.parent[following]])
            one, other = self.outer[self.parent[following]], following

    def _common(self, one: int, other: int) -> int:
        self.time += 1
        while one or other:
            if one:
                if self.visited[one] == self.time:
                    return one
                self.visited[one] = self.time
                one = self.outer[self.match[one]]
                if one:
                    one = self.outer[self.parent[one]]
            one, other = other, one
        return 0

    def _add_blossom(self, one: int, top: int, other: int) -> None:
        blossom = self.count + 1
        while blossom <= self.top and self.outer[blossom]:
            blossom += 1
        self.top = max(self.top, blossom)
        self.duals[blossom] = 0
        self.label[blossom] = 0
        self.match[blossom] = self.match[top]
        petals = [top]
        for start, turn in ((one, True), (other, False)):
            vertex = start
            while vertex != top:
                mate = self.outer[self.match[vertex]]
                petals += [vertex, mate]
                self._push(mate)
                vertex = self.outer[self.parent[mate]]
            if turn:
                petals[1:] = petals[:0:-1]
        self.petals[blossom] = petals
        self._set_outer(blossom, blossom)
        self._link(blossom)
        self._find_slack(blossom)

    def _link(self, blossom: int) -> None:
        """The best edge of any petal stands for the blossom's edge to each vertex."""
        for vertex in range(1, self.top + 1):
            self.ends[blossom][vertex] = (blossom, vertex)
            self.ends[vertex][blossom] = (vertex, blossom)
        self.entry[blossom] = [0] * (self.count + 1)
        linked = [False] * (self.top + 1)
        for petal in self.petals[blossom]:
            for vertex in range(1, self.top + 1):
                if not self._number(petal, vertex):
                    continue
                if not linked[vertex] or self._distance(petal, vertex) < self._distance(blossom, vertex):
                    linked[vertex] = True
                    self.ends[blossom][vertex] = self.ends[petal][vertex]
                    self.ends[vertex][blossom] = self.ends[vertex][petal]
            for vertex in range(1, self.count + 1):
                if self.entry[petal][vertex]:
                    self.entry[blossom][vertex] = petal

    def _expand(self, blossom: int) -> None:
        petals = self.petals[blossom]
        for petal in petals:
            self._set_outer(petal, petal)
        start = self.entry[blossom][self.ends[blossom][self.parent[blossom]][0]]
        place = self._turn(blossom, start)
        petals = self.petals[blossom]
        for each in range(0, place, 2):
            one, other = petals[each], petals[each + 1]
            self.parent[one] = self.ends[other][one][0]
            self.label[one], self.label[other] = 1, 0
            self.slack[one] = 0
            self._find_slack(other)
            self._push(other)
        self.label[start] = 1
        self.parent[start] = self.parent[blossom]
        for petal in petals[place + 1 :]:
            self.label[petal] = -1
            self._find_slack(petal)
        self.outer[blossom] = 0

    def _found(self, one: int, other: int) -> bool:
        first, second = self.ends[one][other]
        inner, outer = self.outer[first], self.outer[second]
        if self.label[outer] == -1:
            self.parent[outer] = first
            self.label[outer] = 1
            mate = self.outer[self.match[outer]]
            self.slack[outer] = self.slack[mate] = 0
            self.label[mate] = 0
            self._push(mate)
        elif self.label[outer] == 0:
            top = self._common(inner, outer)
            if not top:
                self._augment(inner, outer)
                self._augment(outer, inner)
                return True
            self._add_blossom(inner, top, outer)
        return False

    def _tops(self) -> list[int]:
        return [vertex for vertex in range(1, self.top + 1) if self.outer[vertex] == vertex]

    def _grow(self) -> bool:
        """One search; True where the matching got a pair more."""
        for vertex in range(1, self.top + 1):
            self.label[vertex], self.slack[vertex] = -1, 0
        self.queue.clear()
        for vertex in self._tops():
            if not self.match[vertex]:
                self.parent[vertex], self.label[vertex] = 0, 0
                self._push(vertex)
        if not self.queue:
            return False
        while True:
            if self._scan():
                return True
            if not self._move_duals():
                return False
            if self._tighten():
                return True
            self._expand_spent()

    def _expand_spent(self) -> None:
        for blossom in range(self.count + 1, self.top + 1):
            if self.outer[blossom] == blossom and self.label[blossom] == 1 and not self.duals[blossom]:
                self._expand(blossom)

    def _scan(self) -> bool:
        while self.queue:
            one = self.queue.popleft()
            if self.label[self.outer[one]] == 1:
                continue
            for other in range(1, self.count + 1):
                if self.numbers[one][other] > 0 and self.outer[one] != self.outer[other]:
                    if self._distance(one, other) == 0:
                        if self._found(one, other):
                            return True
                    else:
                        self._offer_slack(one, self.outer[other])
        return False

    def _move_duals(self) -> bool:
        step = self._step()
        if step is None:
            return False
        for vertex in range(1, self.count + 1):
            label = self.label[self.outer[vertex]]
            if label == 0:
                if self.duals[vertex] <= step:
                    return False
                self.duals[vertex] -= step
            elif label == 1:
                self.duals[vertex] += step
        for blossom in range(self.count + 1, self.top + 1):
            if self.outer[blossom] == blossom and self.label[blossom] != -1:
                self.duals[blossom] += 2 * step if self.label[blossom] == 0 else -2 * step
        return True

    def _step(self) -> int | None:
        """How far the duals may move before an edge loses its slack or a blossom its dual."""
        steps = []
        for vertex in self._tops():
            if vertex > self.count and self.label[vertex] == 1:
                steps.append(self.duals[vertex] // 2)
            if self.slack[vertex] and self.label[vertex] != 1:
                distance = self._distance(self.slack[vertex], vertex)
                steps.append(distance if self.label[vertex] == -1 else distance // 2)
        return min(steps, default=None)

    def _tighten(self) -> bool:
        self.queue.clear()
        for vertex in self._tops():
            held = self.slack[vertex]
            if held and self.outer[held] != vertex and not self._distance(held, vertex) and self._found(held, vertex):
                return True
        return False
