"""The whole field at once: exact whatever the history, in time that grows with the third power of its size."""

from collections.abc import Sequence

from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.matching import perfect_matching


def best_of_all(field: Field) -> list[int]:
    """The partner of each place in the cheapest pairing there is, earlier meetings counted first."""
    edges = [
        (one, other, field.met(one, other) * field.again + field.cost(one, other))
        for one in range(field.size)
        for other in range(one + 1, field.size)
    ]
    partners = perfect_matching(field.size, edges)
    assert partners is not None
    return partners


def best_bye(order: Sequence[int], candidates: Sequence[int], history: History) -> int:
    """Who of an odd field has the bye: as few rematches as can be for the rest, then the earliest candidate."""
    size = len(order)
    rank = {player: place for place, player in enumerate(candidates)}
    again = size + 1
    edges = [(place, size, rank[player]) for place, player in enumerate(order)]
    edges += [
        (one, other, history.times_met(order[one], order[other]) * again)
        for one in range(size)
        for other in range(one + 1, size)
    ]
    partners = perfect_matching(size + 1, edges)
    assert partners is not None
    return order[partners[size]]
