"""Splitting a pool: from the worth of each place to whole units for each entrant, exactly.

Level entrants share the places they span equally, as in golf: the prizes of the tied places are added and divided.
Everything is a fraction until the end; then each share is rounded down, and the few units that are left are dealt by
the prize's `remainder`. Among level entrants an odd unit goes by lots from the recorded seed of the draw, over their
seeds: neither a name nor the order of a list can matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from attrs import frozen

from deltacrown.draws import Draw
from deltacrown.prize.state import Allotment, Exact, Prize, Remainder, Share, Unclaimed
from deltacrown.stage.slots import NOBODY, EntrantId


@frozen
class Lots:
    """How chance decides: the recorded seed of the draw, and the entrants in the order of their seeds."""

    draw: str
    seeds: Sequence[EntrantId]


@frozen
class _Part:
    """Level entrants, the first of the places they span, and what each gets exactly."""

    entrants: tuple[EntrantId, ...]
    place: int
    each: Fraction


def split(prize: Prize, places: Sequence[Exact], groups: Iterable[Sequence[EntrantId]], lots: Lots) -> Allotment:
    """Who gets what: `places` is what each place is worth, `groups` who took part, level ones together, best first.

    Places that nobody took are unclaimed. The amounts add up to the pool.
    """
    ordered = _in_order_of_seeds(groups, lots.seeds)
    taken = places[: sum(len(group) for group in ordered)]
    table, kept = _claims(prize, taken) if ordered else ([], Fraction(prize.pool.amount))
    parts = list(_parts(table, ordered))
    left = prize.pool.amount - floor(kept) - sum(floor(part.each) * len(part.entrants) for part in parts)
    shares = [share for part, units in _dealt(prize.remainder, parts, left) for share in _shares(part, units, lots)]
    shares.append(Share(NOBODY, floor(kept), 0, 1, _plain(kept)))
    allotment = Allotment(_trimmed(taken), tuple(share for share in shares if share.amount))
    assert sum(share.amount for share in allotment.shares) == prize.pool.amount
    return allotment


def _in_order_of_seeds(
    groups: Iterable[Sequence[EntrantId]], seeds: Sequence[EntrantId]
) -> list[tuple[EntrantId, ...]]:
    position = {entrant: seed for seed, entrant in enumerate(seeds)}
    return [tuple(sorted(group, key=position.__getitem__)) for group in groups if group]


def _claims(prize: Prize, taken: Sequence[Exact]) -> tuple[list[Fraction], Fraction]:
    """What each place is worth once nothing is unclaimed, and what the organizer keeps."""
    table = [Fraction(worth) for worth in taken] or [Fraction(0)]
    claimed = sum(table, Fraction(0))
    rest = prize.pool.amount - claimed
    if prize.unclaimed is Unclaimed.KEPT:
        return table, rest
    if prize.unclaimed is Unclaimed.IN_PROPORTION and claimed:
        return [worth * prize.pool.amount / claimed for worth in table], Fraction(0)
    return [table[0] + rest, *table[1:]], Fraction(0)


def _parts(table: Sequence[Fraction], groups: Iterable[tuple[EntrantId, ...]]) -> Iterable[_Part]:
    passed = 0
    for group in groups:
        worth = sum(table[passed : passed + len(group)], Fraction(0))
        yield _Part(group, passed + 1, worth / len(group))
        passed += len(group)


def _dealt(remainder: Remainder, parts: Sequence[_Part], left: int) -> Iterable[tuple[_Part, int]]:
    """Each part with how many of the units left over it gets."""
    units: Mapping[int, int] = {}
    if left and remainder is Remainder.LARGEST_REMAINDER:
        units = _by_loss(parts, left)
    elif left:
        last = max(part.place for part in parts if part.each)
        units = {parts[0].place if remainder is Remainder.FIRST_PLACE else last: left}
    return ((part, units.get(part.place, 0)) for part in parts)


def _by_loss(parts: Iterable[_Part], left: int) -> Mapping[int, int]:
    units: dict[int, int] = {}
    for part in sorted(parts, key=lambda part: (-(part.each % 1), part.place)):
        units[part.place] = min(left, len(part.entrants))
        left -= units[part.place]
    return units


def _shares(part: _Part, units: int, lots: Lots) -> Iterable[Share]:
    """The units of a part are dealt equally as far as they go, the last ones by lots."""
    everyone, odd = divmod(units, len(part.entrants))
    lucky = set(Draw(f"{lots.draw}:prize:{part.place}").shuffled(part.entrants)[:odd]) if odd else set()
    for entrant in part.entrants:
        dealt = everyone + (entrant in lucky)
        amount = floor(part.each) + dealt
        yield Share(entrant, amount, part.place, len(part.entrants), _plain(part.each), dealt, bool(odd))


def _trimmed(places: Sequence[Exact]) -> tuple[Exact, ...]:
    paid = max((place for place, worth in enumerate(places, 1) if worth), default=0)
    return tuple(_plain(worth) for worth in places[:paid])


def _plain(exact: Exact) -> Exact:
    """The same number, as an int where it is one: one way of writing a number in a journal."""
    return int(exact) if exact == floor(exact) else exact
