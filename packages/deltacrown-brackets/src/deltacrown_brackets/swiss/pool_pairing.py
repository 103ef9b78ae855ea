"""A round of pools: each paired by itself, or all of them at once where that cannot be."""

from collections.abc import Sequence
from typing import Any

from deltacrown import Stage

from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.order import Within
from deltacrown_brackets.swiss.pairing import Pairing, paired_in_order
from deltacrown_brackets.swiss.pools import first_round, pool_pairs
from deltacrown_brackets.swiss.reasons import Paired

Pools = Sequence[Sequence[int]]


def paired_by_pools(pools: Pools, history: History) -> Pairing | None:
    """Every pool by itself; None where one is odd or cannot be paired without a rematch."""
    if any(len(pool) % 2 for pool in pools):
        return None
    if history.rounds == 0:
        return Pairing(first_round([player for pool in pools for player in pool]))
    pairs = [pool_pairs(pool, history) for pool in pools]
    return Pairing([pair for of_pool in pairs if of_pool for pair in of_pool]) if all(pairs) else None


def paired_over_pools(pools: Pools, stage: Stage[Any], history: History) -> Paired:
    """The round paired as a Swiss round with as small differences of records as can be."""
    scores = [won - lost for won, lost in zip(history.won, history.lost, strict=True)]
    # Records can have unequal numbers of matches where somebody came late or both sides of a match forfeited it.
    order = sorted((player for pool in pools for player in pool), key=lambda player: -scores[player])
    within: Within = "slide" if history.rounds == 0 else "fold"
    pairing = paired_in_order(order, scores, within, history)

    def called(player: int) -> str:
        return f"{history.won[player]}-{history.lost[player]}"

    return Paired(stage, order, scores, within, history, pairing, called)
