"""The one door to the matcher: minimum-cost perfect matching in any graph (Edmonds' blossoms, by rustworkx)."""

from collections.abc import Sequence
from typing import TypeAlias

Edge: TypeAlias = tuple[int, int, int]
"""Two vertices and what pairing them costs."""

_MOST_BITS = 125
"""The matcher counts with 128 bits, one of them the sign, and needs one to spare."""


def perfect_matching(size: int, edges: Sequence[Edge]) -> list[int] | None:
    """The partner of each vertex, so that the sum of costs is the least; None where not all can be paired."""
    # Imported when first needed: it brings numpy with it, and most of whoever installs formats never plays Swiss.
    import rustworkx  # noqa: PLC0415

    most = 1 + max((cost for _, _, cost in edges), default=0)
    assert (most * max(size, 1)).bit_length() <= _MOST_BITS, "the costs are too large for the matcher"
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    graph.add_edges_from([(one, other, most - cost) for one, other, cost in edges])
    pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    if 2 * len(pairs) < size:
        return None
    partners = [0] * size
    for one, other in pairs:
        partners[one], partners[other] = other, one
    return partners
