"""Maximum flow: whether points that must be shared out fit under the caps of those who may take them.

The argument is Schwartz's for baseball ("Possible winners in partially completed tournaments", SIAM Review 8, 1966).
"""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from deltacrown.stage.slots import EntrantId

Lot: TypeAlias = tuple[EntrantId, EntrantId, int]
"""Two entrants, and what there is to share out between them."""


def most_taken(lots: Sequence[Lot], caps: Mapping[EntrantId, int]) -> int:
    """How much of the lots can be taken at most, when nobody takes more than the cap."""
    graph = _graph(lots, caps)
    taken = 0
    while True:
        pushed = _push(graph)
        if not pushed:
            return taken
        taken += pushed


_Node: TypeAlias = tuple[str, object]
_SOURCE: _Node = ("source", "")
_SINK: _Node = ("sink", "")


def _graph(lots: Sequence[Lot], caps: Mapping[EntrantId, int]) -> dict[_Node, dict[_Node, int]]:
    graph: dict[_Node, dict[_Node, int]] = {_SOURCE: {}, _SINK: {}}
    for entrant, cap in caps.items():
        graph[("entrant", entrant)] = {_SINK: cap}
        graph[_SINK][("entrant", entrant)] = 0
    for place, (one, other, size) in enumerate(lots):
        lot = ("lot", place)
        graph[_SOURCE][lot] = size
        graph[lot] = {_SOURCE: 0, ("entrant", one): size, ("entrant", other): size}
        graph[("entrant", one)][lot] = graph[("entrant", other)][lot] = 0
    return graph


def _push(graph: dict[_Node, dict[_Node, int]]) -> int:
    """Push along one shortest path (Edmonds and Karp); 0 where there is none left."""
    before: dict[_Node, _Node] = {_SOURCE: _SOURCE}
    waiting = deque([_SOURCE])
    while waiting and _SINK not in before:
        node = waiting.popleft()
        for other, room in graph[node].items():
            if room and other not in before:
                before[other] = node
                waiting.append(other)
    if _SINK not in before:
        return 0
    path = [_SINK]
    while path[-1] != _SOURCE:
        path.append(before[path[-1]])
    steps = [(start, end) for end, start in pairwise(path)]
    size = min(graph[start][end] for start, end in steps)
    for start, end in steps:
        graph[start][end] -= size
        graph[end][start] += size
    return size
