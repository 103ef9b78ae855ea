"""The pairing of a Swiss round: who has the bye, and who meets whom."""

from collections.abc import Sequence

from attrs import frozen

from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.order import Within, ordered
from deltacrown_brackets.swiss.whole import best_bye, best_of_all
from deltacrown_brackets.swiss.windows import best_by_windows

SMALL = 64
"""Up to this many, the whole field is paired at once."""

MEDIUM = 400
"""Up to this many, the whole field is paired at once where windows do not prove their pairing."""


@frozen
class Pairing:
    """Who meets whom, best first, and who has the bye; `proven` says that nothing better exists."""

    pairs: list[tuple[int, int]]
    bye: int | None = None
    proven: bool = True


def paired(players: Sequence[int], scores: Sequence[int], within: Within, history: History, draw: str = "") -> Pairing:
    """The cheapest pairing of these players. `scores` and `history` hold everyone, by seed."""
    return paired_in_order(ordered(players, scores, within, draw), scores, within, history)


def paired_in_order(order: Sequence[int], scores: Sequence[int], within: Within, history: History) -> Pairing:
    """The cheapest pairing of players who are in order already: by score, and within each score group."""
    if len(order) % 2 == 0:
        return _even(order, scores, within, history)
    candidates = bye_candidates(order, history)
    first = _without(candidates[0], order, scores, within, history)
    if not any(history.times_met(*pair) for pair in first.pairs):
        return first
    return _without(best_bye(order, candidates, history), order, scores, within, history)


def bye_candidates(order: Sequence[int], history: History) -> list[int]:
    """Those with the fewest byes first, and among them the lowest."""
    lowest_first = order[::-1]
    return sorted(lowest_first, key=history.byes.__getitem__)


def _without(bye: int, order: Sequence[int], scores: Sequence[int], within: Within, history: History) -> Pairing:
    rest = _even([player for player in order if player != bye], scores, within, history)
    return Pairing(rest.pairs, bye, rest.proven)


def _even(order: Sequence[int], scores: Sequence[int], within: Within, history: History) -> Pairing:
    field = Field(order, scores, within, history)
    found = best_by_windows(field) if field.size > SMALL else None
    partners, proven = found or (best_of_all(field), True)
    if not proven and field.size <= MEDIUM:
        partners, proven = best_of_all(field), True
    pairs = [(order[one], order[other]) for one, other in enumerate(partners) if one < other]
    return Pairing(pairs, None, proven)
