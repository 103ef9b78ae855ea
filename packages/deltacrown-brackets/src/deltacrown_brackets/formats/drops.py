"""Where the losers of the winners' bracket drop into the losers' bracket, so that rematches come late.

In the losers' bracket a line is a place from which one goes on. Whoever loses match `i` of winners' round `r` drops
onto line `i XOR mask(r)`: reversed halves, swapped halves, swapped quarters and their mixtures are all such masks.

Two who have met in the winners' bracket meet again where their lines join. Read a mask from its highest bit and
count winners' rounds from the end: the mask that is `t` bits long belongs to the round with `2 ** t` matches. Where
two masks differ at bit `i` first, those two meet only at the join that has `i` joins after it; to get there takes
wins, and each is a factor of one half. So the expected number of rematches between those beaten in a round of
`2 ** u` matches and those who beat them and lose in a later one of `2 ** t` is

    4^-u * 2^-t * 4 * 16^i     if the masks differ at bit i first
    4^-u * 2^-t * 16^t         if the shorter is the beginning of the longer: they meet as soon as the second drops

and no other way of dropping does better than the best masks: along the way of one winner through the bracket only
these differences count, and masks choose the best for all ways at once. Every mask is chosen as the cheapest one
after those of the later rounds, which matter more; up to 128 entrants an exhaustive search finds nothing better
(docs/explanation/losers-bracket.md, benchmarks/elimination.py --rematches).
"""

from collections.abc import Iterator, Sequence
from functools import cache


@cache
def drop_masks(rounds: int) -> tuple[int, ...]:
    """The mask of each winners' round, the first round first; the losers of the first round stay where they are."""
    patterns = _patterns(rounds)
    whole = patterns[-1]
    return tuple(_number(pattern) ^ _number(whole[: len(pattern)]) for pattern in reversed(patterns))


def dropped_onto(line: int, mask: int) -> int:
    """Which match's loser drops onto the line. It is its own inverse."""
    return line ^ mask


def _patterns(rounds: int) -> list[str]:
    """The masks as bits, from the final of the winners' bracket (no bits) to its first round."""
    patterns = [""]
    while len(patterns) < rounds:
        length = len(patterns)
        candidates = {way.ljust(length, "0") for way in _ways(patterns)}
        patterns.append(min(candidates, key=lambda bits: (_rematches(bits, patterns), bits)))
    return patterns


def _ways(patterns: Sequence[str]) -> Iterator[str]:
    """Every way to leave the earlier masks: at each bit of each."""
    for bits in patterns:
        yield bits
        yield from (bits[:place] + "10"[int(bit)] for place, bit in enumerate(bits))


def _rematches(bits: str, later: Sequence[str]) -> int:
    """How many rematches the mask makes with those of later rounds, in a unit that makes them whole numbers."""
    scale = 2 ** len(bits)
    total = 0
    for other in later:
        length = len(other)
        agree = next((place for place in range(length) if bits[place] != other[place]), length)
        total += 16**agree * (1 if agree == length else 4) * scale // 2**length
    return total


def _number(bits: str) -> int:
    return int(bits or "0", 2)
