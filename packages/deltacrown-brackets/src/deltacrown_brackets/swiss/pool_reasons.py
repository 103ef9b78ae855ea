"""Why a pool of entrants with the same record was paired as it was: places in the pool, and the row of the table."""

from collections.abc import Iterator, Sequence
from typing import Any

from deltacrown import Match, Reason, Stage

from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.pool_pairing import Pools, paired_by_pools
from deltacrown_brackets.swiss.pools import PRIORITY_TABLE, difficulty, pool_pairs, row_of
from deltacrown_brackets.swiss.reasons import NO_REMATCH, met, seats_of, stays

SIX = len(PRIORITY_TABLE[0]) * 2


def why_by_pools(pools: Pools, stage: Stage[Any], history: History, match: Match) -> Sequence[Reason]:
    """Why the match is one of a round in which every pool is paired by itself. `stage` is as it was then."""
    pairing = paired_by_pools(pools, history)
    one, other = seats_of(match)
    if pairing is None or (one, other) not in pairing.pairs:
        return [stays(met(stage, one, other))]
    pool = next(pool for pool in pools if one in pool)
    names = [stage.entrants[player] for player in (one, other)]
    if history.rounds == 0:
        data = f"{names[0]} is seed {one + 1}, {names[1]} is seed {other + 1} of {len(pool)}"
        return [Reason("The first round: the upper half meets the lower half", data, f"{names[0]} meets {names[1]}")]
    return [_places(pool, stage, history, one, other), _rule(pool, stage, history, one, other)]


def why_not_by_pools(pools: Pools, history: History) -> Reason:
    """Why the pools of the round are not paired each by itself."""
    records = [f"{len(pool)} with {_record(pool, history)}" for pool in pools]
    odd = any(len(pool) % 2 for pool in pools)
    outcome = "a pool is odd" if odd else "a pool cannot be paired without a rematch"
    rule = "Each pool of the same record is paired by itself, or all of them as one Swiss round"
    return Reason(rule, ", ".join(records), f"as one Swiss round: {outcome}")


def _record(pool: Sequence[int], history: History) -> str:
    return f"{history.won[pool[0]]}-{history.lost[pool[0]]}"


def _places(pool: Sequence[int], stage: Stage[Any], history: History, one: int, other: int) -> Reason:
    hard, both = difficulty(history), (one, other)
    data = [f"{stage.entrants[player]} {hard[player]:+}, seed {player + 1}" for player in both]
    first, second = (f"{stage.entrants[player]} is {pool.index(player) + 1}" for player in both)
    rule = "A pool is in the order of the difficulty of opponents, then of seeds"
    return Reason(rule, "; ".join(data), f"{first} and {second} of {len(pool)} with {_record(pool, history)}")


def _rule(pool: Sequence[int], stage: Stage[Any], history: History, one: int, other: int) -> Reason:
    names = " meets ".join(stage.entrants[player] for player in (one, other))
    pairs = pool_pairs(pool, history)
    if len(pool) != SIX:
        passed = tuple(_passed(pool, stage, history, one, other))
        return Reason("The highest meets the lowest left whom it can meet", f"a pool of {len(pool)}", names, passed)
    number = next(number for number in range(1, len(PRIORITY_TABLE) + 1) if row_of(pool, number) == pairs)
    row = ", ".join(f"{first}-{second}" for first, second in PRIORITY_TABLE[number - 1])
    above = tuple(_barred(pool, stage, history, above) for above in range(1, number))
    rule = "A pool of six is paired by the first row of the table without a rematch"
    return Reason(rule, f"row {number}: {row}", names, above)


def _barred(pool: Sequence[int], stage: Stage[Any], history: History, number: int) -> Reason:
    """The first rematch that a row of the table would make."""
    one, other = next(pair for pair in row_of(pool, number) if history.times_met(*pair))
    return Reason(NO_REMATCH, met(stage, one, other), f"row {number} is passed over")


def _passed(pool: Sequence[int], stage: Stage[Any], history: History, one: int, other: int) -> Iterator[Reason]:
    """Those of the pool below the opponent whom the higher of the two does not meet."""
    pairs = pool_pairs(pool, history) or []
    earlier = {player for pair in pairs[: pairs.index((one, other))] for player in pair}
    for player in reversed(pool[pool.index(other) + 1 :]):
        if player in earlier:
            continue
        if history.times_met(one, player):
            yield Reason(NO_REMATCH, met(stage, one, player), f"{stage.entrants[player]} is passed over")
        else:
            data = f"were {stage.entrants[one]} to meet {stage.entrants[player]}, others could meet nobody new"
            yield Reason("Everyone in the pool finds an opponent", data, f"{stage.entrants[player]} is passed over")
