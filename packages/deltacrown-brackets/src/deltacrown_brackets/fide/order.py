"""The order of the rules among the best matchings of a bracket.

First which moved-down players are paired, and with whom; then which players of the remainder are exchanged between
its halves; then the first transposition of the lower half.
"""

from collections.abc import Sequence

from deltacrown_brackets.fide.assignment import first_assignment
from deltacrown_brackets.fide.bracket import ALONE, Bracket, Mates


def pair_bracket(bracket: Bracket) -> Mates:
    """The mates within the bracket, both ways; whoever is missing floats down or gets the bye."""
    ideal = bracket.ideal()
    if ideal is not None:
        return ideal
    mates = _choose_moved_down(bracket, bracket.solve())
    chosen = [place for place in bracket.moved_down if place in mates]
    mates = _first_wishes(bracket, chosen, bracket.residents, mates)
    settled = {place: mates[place] for place in chosen}
    left = [place for place in bracket.residents if place not in settled.values()]
    remaining = set(left)
    bracket.keep(lambda one, other: settled.get(one) == other or {one, other} <= remaining)
    return _pair_remainder(bracket, left, settled, mates)


def _both_ways(pairs: Mates) -> Mates:
    return pairs | {lower: higher for higher, lower in pairs.items()}


def _choose_moved_down(bracket: Bracket, mates: Mates) -> Mates:
    """Where not all moved-down players of a score can be paired, the higher ones are (the first set of S1)."""
    cards = bracket.field.cards
    for score in sorted({cards[place].score for place in bracket.moved_down}, reverse=True):
        group = [place for place in bracket.moved_down if cards[place].score == score]
        paired = sum(place in mates for place in group)
        if 0 < paired < len(group):
            mates = _choose_among(bracket, group, paired, mates)
        chosen = {place for place in group if place in mates}
        closed = set(group) - chosen
        if closed:
            bracket.close_headed_by(closed)
    return mates


def _choose_among(bracket: Bracket, group: Sequence[int], paired: int, mates: Mates) -> Mates:
    chosen: set[int] = set()
    for position, place in enumerate(group):
        if len(chosen) == paired or len(group) - position == paired - len(chosen):
            break
        if place not in mates:
            worth = dict.fromkeys(chosen, 2) | {place: 1}
            bonus = {pair: worth.get(pair[0], 0) for pair in bracket.open_pairs}
            mates = bracket.solve(bonus, (2 * len(group) + 1).bit_length())
        if place in mates:
            chosen.add(place)
    if len(chosen) < paired and len(chosen) + len(group) - position > paired:
        return mates
    return _with_all(bracket, group, chosen, mates)


def _with_all(bracket: Bracket, group: Sequence[int], chosen: set[int], mates: Mates) -> Mates:
    """A best matching in which all the chosen are paired, if the one at hand is not."""
    if all(place in mates for place in chosen):
        return mates
    bonus = {pair: int(pair[0] in chosen) for pair in bracket.open_pairs}
    return bracket.solve(bonus, len(group).bit_length())


def _first_wishes(bracket: Bracket, firsts: Sequence[int], seconds: Sequence[int], mates: Mates) -> Mates:
    """One after another, each of `firsts` gets the highest of `seconds` that the best matchings allow."""
    position_of = {place: position for position, place in enumerate(seconds)}
    wish_bits = len(seconds).bit_length()
    waiting = list(firsts)
    while waiting:
        one = waiting[0]
        options = [other for higher, other in bracket.open_pairs if higher == one]
        if mates[one] != min(options):
            together = waiting[: max(1, bracket.room_bits() // wish_bits)]
            bonus = {}
            for place, wisher in enumerate(together):
                shift = wish_bits * (len(together) - 1 - place)
                for higher, other in bracket.open_pairs:
                    if higher == wisher and other in position_of:
                        bonus[higher, other] = (len(seconds) - position_of[other]) << shift
            mates = bracket.solve(bonus, wish_bits * len(together))
        else:
            together = [one]
        taken = {place: mates[place] for place in together}
        bracket.settle(taken)
        waiting = waiting[len(together) :]
    return mates


def _pair_remainder(bracket: Bracket, left: Sequence[int], settled: Mates, mates: Mates) -> Mates:
    """Articles 4.2 and 4.3: as few exchanges as can be between the halves, then the first transposition."""
    count = sum(place in mates for place in left) // 2
    if not count:
        return _both_ways(settled)
    mates = _exchange(bracket, left, count, mates)
    firsts = [place for place in left if _is_first(place, mates)]
    seconds = [place for place in left if place not in set(firsts)]
    upper, lower = set(firsts), set(seconds)
    bracket.keep(lambda one, other: settled.get(one) == other or (one in upper and other in lower))
    if bracket.level == ALONE:
        found = _transposed(bracket, firsts, seconds, settled, mates)
        if found is not None:
            return found
    mates = _first_wishes(bracket, firsts, seconds, mates)
    return _both_ways(settled | {one: mates[one] for one in firsts})


def _is_first(place: int, mates: Mates) -> bool:
    return mates.get(place, -1) > place


def _exchange(bracket: Bracket, left: Sequence[int], count: int, mates: Mates) -> Mates:
    """Article 4.3.3: fewest exchanges, then the least difference, then low players of S1, then high ones of S2."""
    if all(_is_first(place, mates) for place in left[:count]):
        return mates
    exchange = _Exchange(bracket, left, count)
    mates = exchange.solve()
    exchanges = sum(not _is_first(place, mates) for place in left[:count])
    return exchange.from_second(exchanges, exchange.from_first(exchanges, mates))


class _Exchange:
    """The search for the players who change halves; `left` are the players, `count` how many belong to S1."""

    def __init__(self, bracket: Bracket, left: Sequence[int], count: int) -> None:
        self.bracket, self.left, self.count = bracket, left, count
        self.index = {place: position for position, place in enumerate(left)}
        self.sum_bits = (count * len(left)).bit_length()
        self.width = (count * ((1 << self.sum_bits) + len(left) + 1)).bit_length() + 1
        self.forced: set[int] = set()

    def solve(self, wish: int | None = None, change: int = 0) -> Mates:
        """Few pairs headed from S2, headed by players as high as can be; `wish` heads a pair rather (not)."""
        bonus = {}
        for one, other in self.bracket.open_pairs:
            position = self.index.get(one)
            if position is None:
                continue
            number = ((position < self.count) << self.sum_bits) + len(self.left) - position
            number = 2 * number + 1 + (change if one == wish else 0)
            bonus[one, other] = number + ((one in self.forced) << self.width)
        return self.bracket.solve(bonus, self.width + 1 + len(self.forced).bit_length())

    def from_first(self, exchanges: int, mates: Mates) -> Mates:
        """The lowest players of S1 that can be are exchanged."""
        remaining = exchanges
        for place in reversed(self.left[: self.count]):
            if not remaining:
                break
            if _is_first(place, mates):
                mates = self.solve(place, -1)
            if not _is_first(place, mates):
                remaining -= 1
                self.bracket.close_headed_by({place})
        return mates

    def from_second(self, exchanges: int, mates: Mates) -> Mates:
        """The highest players of S2 that can be are exchanged; the last one follows from the difference."""
        remaining = exchanges
        for place in self.left[self.count :]:
            if remaining <= 1:
                break
            if not _is_first(place, mates):
                mates = self.solve(place, 1)
            if _is_first(place, mates):
                remaining -= 1
                self.forced.add(place)
                self._close_below_own(place)
        return mates

    def _close_below_own(self, place: int) -> None:
        self.bracket.keep(lambda one, other: other != place or one not in self.index)


def _transposed(
    bracket: Bracket, firsts: Sequence[int], seconds: Sequence[int], settled: Mates, mates: Mates
) -> Mates | None:
    """The first transposition, found as an assignment; None where the rest could not be completed after it."""
    criteria, cards = bracket.criteria(ALONE), bracket.field.cards
    column_of = {place: column for column, place in enumerate(seconds)}
    rows: list[list[int | None]] = [
        [criteria.inside(cards[one], cards[low]) if (one, low) in bracket.open_pairs else None for low in seconds]
        for one in firsts
    ]
    chosen = [column_of[mates[one]] for one in firsts]
    bye_row = None
    for place in seconds:
        if place not in mates:
            if place == bracket.bye_taker:
                bye_row = len(rows)
                may_bye = bracket.field.may_bye
                rows.append([criteria.bye(cards[low]) if may_bye(low) else None for low in seconds])
            else:
                rows.append([0] * len(seconds))
            chosen.append(column_of[place])
    columns = first_assignment(rows, chosen, len(firsts))
    found = _both_ways(settled | {one: seconds[column] for one, column in zip(firsts, columns, strict=False)})
    taker = bracket.bye_taker if bye_row is None else seconds[columns[bye_row]]
    bye = bracket.field.bye
    with_bye = found if bye is None or taker is None else found | {taker: bye, bye: taker}
    return found if bracket.is_completable(with_bye) else None
