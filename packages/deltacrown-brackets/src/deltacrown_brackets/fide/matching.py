"""The matching of greatest sum, exact for numbers of any size."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from deltacrown_brackets.fide.blossom import maximum_weight_matching

Edge: TypeAlias = tuple[int, int, int]

ROOM_BITS = 112
"""The compiled matching counts in 128 bits, and adds up a few numbers on its way; beyond, the one in Python counts."""


def best_matching(edges: Sequence[Edge], width: int, *, most_pairs: bool) -> dict[int, int]:
    """The mates by vertex.

    width       no number of an edge has more bits
    most_pairs  the number of pairs comes before their sum
    """
    names = sorted({vertex for first, second, _ in edges for vertex in (first, second)})
    index = {name: place for place, name in enumerate(names)}
    renamed = [(index[first], index[second], number) for first, second, number in edges]
    match = _compiled if width <= ROOM_BITS else maximum_weight_matching
    pairs = match(renamed, len(names), most_pairs=most_pairs)
    mates: dict[int, int] = {}
    for first, second in pairs:
        mates[names[first]], mates[names[second]] = names[second], names[first]
    return mates


def _compiled(edges: Sequence[Edge], vertices: int, *, most_pairs: bool) -> Iterable[tuple[int, int]]:
    import rustworkx  # noqa: PLC0415 - who pairs no Swiss need not load it

    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * vertices)
    graph.add_edges_from(edges)
    pairs: Iterable[tuple[int, int]] = rustworkx.max_weight_matching(graph, max_cardinality=most_pairs, weight_fn=int)
    return pairs
