"""The matchings under the Dutch system, against each other on random graphs."""

from itertools import permutations

import rustworkx
from deltacrown_brackets.fide.assignment import first_assignment
from deltacrown_brackets.fide.blossom import maximum_weight_matching
from deltacrown_brackets.fide.completion import Completion
from hypothesis import given
from hypothesis import strategies as st

Edges = list[tuple[int, int, int]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    """A small graph whose edges carry numbers, often equal ones."""
    size = draw(st.integers(2, 9))
    greatest = draw(st.sampled_from([1, 3, 1 << 130]))
    pairs = [(one, other) for one in range(size) for other in range(one + 1, size)]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True))
    return size, [(one, other, draw(st.integers(0, greatest))) for one, other in kept]


def worth(pairs: list[tuple[int, int]], edges: Edges) -> tuple[int, int]:
    """How many pairs, and the sum of their numbers."""
    numbers = {frozenset(edge[:2]): edge[2] for edge in edges}
    return len(pairs), sum(numbers[frozenset(pair)] for pair in pairs)


def best_by_trying(size: int, edges: Edges) -> tuple[int, int]:
    """The same by trying everything."""
    best = (0, 0)
    stack: list[tuple[int, frozenset[int], tuple[int, int]]] = [(0, frozenset(), (0, 0))]
    while stack:
        place, used, found = stack.pop()
        best = max(best, found)
        for index in range(place, len(edges)):
            one, other, number = edges[index]
            if not {one, other} & used:
                stack.append((index + 1, used | {one, other}, (found[0] + 1, found[1] + number)))
    assert best[0] <= size // 2
    return best


@given(graphs())
def test_the_matching_in_python_is_the_best(graph: tuple[int, Edges]) -> None:
    """Most pairs first, then the greatest sum, for numbers beyond 128 bits too."""
    size, edges = graph
    found = list(maximum_weight_matching(edges, size, most_pairs=True))
    assert worth(found, edges) == best_by_trying(size, edges)


@given(graphs(), st.data())
def test_completion_knows_whether_everyone_can_be_matched(graph: tuple[int, Edges], data: st.DataObject) -> None:
    """For any part of the players, asked one after another."""
    size, edges = graph
    neighbours = [0] * size
    for one, other, _ in edges:
        neighbours[one] |= 1 << other
        neighbours[other] |= 1 << one
    completion = Completion(neighbours)
    for among in data.draw(st.lists(st.integers(0, (1 << size) - 1), max_size=4)):
        within = [edge for edge in edges if among >> edge[0] & 1 and among >> edge[1] & 1]
        graph_within: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
        graph_within.add_nodes_from([None] * size)
        graph_within.add_edges_from(within)
        pairs = rustworkx.max_weight_matching(graph_within, max_cardinality=True)
        assert completion.is_perfect(among) == (2 * len(pairs) == among.bit_count())


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-1, 3), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_the_first_of_the_best_assignments_is_found(table: list[list[int]]) -> None:
    """Of all assignments with the greatest sum, the one whose columns come first, row by row."""
    numbers = [[None if number < 0 else number for number in row] for row in table]
    size = len(numbers)
    valued = {}
    for columns in permutations(range(size)):
        picked = [numbers[row][column] for row, column in enumerate(columns)]
        if None not in picked:
            valued[columns] = sum(number for number in picked if number is not None)
    if valued:
        best = max(valued.values())
        optima = sorted(columns for columns, value in valued.items() if value == best)
        for start in optima:
            assert first_assignment(numbers, start, size) == list(optima[0])
