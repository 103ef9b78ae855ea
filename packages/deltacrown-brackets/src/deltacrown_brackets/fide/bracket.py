"""Pairing one bracket: the best matching by the criteria, then the first in the order of the rules (article 4).

A bracket is matched alone as long as that can be right: what is found has to leave the next score group as good as
can be (C.8) and the rest completable (C.4). If it does not, the next score group joins the matching, then everyone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from deltacrown_brackets.fide.completion import bits
from deltacrown_brackets.fide.criteria import Criteria, criteria_2026
from deltacrown_brackets.fide.field import Field
from deltacrown_brackets.fide.matching import ROOM_BITS, Edge, best_matching

Bonus: TypeAlias = Mapping[tuple[int, int], int]
Mates: TypeAlias = dict[int, int]

ALONE, WITH_NEXT, EVERYONE = range(3)
NO_BONUS: Bonus = {}


class Bracket:
    """One bracket. Players are places of the field.

    moved_down   from higher score groups, in order
    residents    of the score group, in order
    following    of the next score group
    rest         the mask of everyone below that
    open_pairs   the pairs that can still be made within the bracket (higher, lower)
    bye_is_last  whether the only downfloater will be the one with the bye, so that C.9 applies
    level        who is in the matching: the bracket alone, with the next score group, or everyone
    bye_taker    who had the bye in the last matching, None where it was not in it
    leaves_only_bye  whether the same will hold of the next bracket: `bye_is_last`
    """

    def __init__(  # noqa: PLR0913 - the parts of a bracket
        self,
        field: Field,
        moved_down: Sequence[int],
        residents: Sequence[int],
        following: Sequence[int],
        rest: int,
        *,
        bye_is_last: bool,
    ) -> None:
        self.field = field
        self.moved_down, self.residents, self.following, self.rest = moved_down, residents, following, rest
        self.bye_is_last = bye_is_last
        self.level = ALONE
        self.leaves_only_bye = False
        self.bye_taker: int | None = None
        self.open_pairs = {
            (one, other)
            for one in (*moved_down, *residents)
            for other in residents
            if one < other and field.neighbours[one] >> other & 1
        }
        self._criteria: dict[int, Criteria] = {}

    @property
    def players(self) -> Sequence[int]:
        """Everyone in the bracket, in order."""
        return (*self.moved_down, *self.residents)

    def criteria(self, level: int) -> Criteria:
        """The criteria, with those of the next bracket unless the bracket is matched alone."""
        if level not in self._criteria:
            cards = self.field.cards
            groups = [[cards[place] for place in group] for group in (self.moved_down, self.residents, self.following)]
            found = criteria_2026(*groups, onward=level > ALONE, bye_here=self.bye_is_last)
            self._criteria[level] = Criteria(found)
        return self._criteria[level]

    def room_bits(self) -> int:
        """The bits that are left for wishes beside the criteria."""
        return ROOM_BITS - self.criteria(self.level).width - 2

    def solve(self, bonus: Bonus = NO_BONUS, width: int = 0) -> Mates:
        """The mates within the bracket: best by the criteria, then by the sum of bonuses (below 2 ** width)."""
        while True:
            mates = self._match(bonus, width)
            if self.is_completable(mates):
                inside = set(self.players)
                self.bye_taker = None if self.field.bye is None else mates.get(self.field.bye)
                return {one: other for one, other in mates.items() if one in inside and other in inside}
            self.level += 1

    def ideal(self) -> Mates | None:
        """The upper half against the lower half in order, where that is as good as the criteria can say; or None."""
        players, half = self.residents, len(self.residents) // 2
        taker = players[-1] if self.bye_within() else None
        pairs = dict(zip(players[:half], players[half : 2 * half], strict=True))
        if self.moved_down or not self.open_pairs.issuperset(pairs.items()):
            return None
        cards, criteria = self.field.cards, self.criteria(ALONE)
        worth = sum(criteria.inside(cards[one], cards[other]) for one, other in pairs.items())
        mates = pairs | {other: one for one, other in pairs.items()}
        if taker is not None:
            if taker in mates or not self.field.may_bye(taker):
                return None
            worth += criteria.bye(cards[taker])
        with_bye = mates if taker is None or self.field.bye is None else mates | {self.field.bye: taker}
        return mates if worth == criteria.most and self.is_completable(with_bye) else None

    def _match(self, bonus: Bonus, width: int) -> Mates:
        criteria, cards = self.criteria(self.level), self.field.cards
        edges: list[Edge] = [
            (one, other, (criteria.inside(cards[one], cards[other]) << width) + bonus.get((one, other), 0))
            for one, other in self.open_pairs
        ]
        if self.level >= WITH_NEXT:
            edges += self._onward_edges(criteria, width)
        if self.level >= EVERYONE:
            edges += self._rest_edges()
        if self.bye_within():
            edges += self._bye_edges(criteria, width)
        return best_matching(edges, criteria.width + width + 1, most_pairs=self.level != WITH_NEXT)

    def bye_within(self) -> bool:
        """Whether whoever gets the bye is in the matching: the score of the bye is known from the start."""
        field = self.field
        if field.bye is None or not self._odd():
            return False
        lowest = {ALONE: self.residents[0], WITH_NEXT: self.following[0] if self.following else self.residents[0]}
        return self.level == EVERYONE or field.bye_score >= field.cards[lowest[self.level]].score

    def _odd(self) -> bool:
        return (len(self.players) + len(self.following) + self.rest.bit_count()) % 2 == 1

    def _bye_edges(self, criteria: Criteria, width: int) -> list[Edge]:
        bye = self.field.bye
        assert bye is not None
        among = [*self.players, *(self.following if self.level >= WITH_NEXT else ())]
        among += list(bits(self.rest)) if self.level == EVERYONE else []
        whole = 1 << (criteria.width + width)
        return [
            (place, bye, whole + (criteria.bye(self.field.cards[place]) << width))
            for place in among
            if self.field.may_bye(place)
        ]

    def _onward_edges(self, criteria: Criteria, width: int) -> list[Edge]:
        cards, neighbours = self.field.cards, self.field.neighbours
        return [
            (one, other, criteria.onward(cards[one], cards[other]) << width)
            for one in (*self.players, *self.following)
            for other in self.following
            if one < other and neighbours[one] >> other & 1
        ]

    def _rest_edges(self) -> list[Edge]:
        above = (*self.players, *self.following)
        low = [(one, other, 0) for one in above for other in bits(self.field.neighbours[one] & self.rest)]
        for one in bits(self.rest):
            low += [(one, other, 0) for other in bits(self.field.neighbours[one] & self.rest) if one < other]
        return low

    def is_completable(self, mates: Mates) -> bool:
        """C.4, and C.8 where the next score group was not in the matching."""
        field = self.field
        within = self.bye_within()
        if within and field.bye not in mates:
            assert self.level < EVERYONE
            return False
        if self.level == ALONE:
            return self._leaves_next_alone(mates, bye_within=within)
        if self.level == WITH_NEXT:
            left = field.mask_of([place for place in (*self.players, *self.following) if place not in mates])
            self.leaves_only_bye = within and not left
            return field.completion.is_perfect(left | self.rest | self._bye_mask(needed=not within))
        joined = {*self.players, *self.following}
        lower = [place for place in joined if mates[place] != field.bye and mates[place] not in joined]
        self.leaves_only_bye = not lower and mates.get(field.bye, -1) in joined if field.bye is not None else False
        return True

    def _leaves_next_alone(self, mates: Mates, *, bye_within: bool) -> bool:
        """Whether the downfloaters all find opponents in the next score group, and that leaves no avoidable floater."""
        field = self.field
        floaters = [place for place in self.players if place not in mates]
        if not self.following:
            self.leaves_only_bye = False
            return not floaters
        bye_next = not bye_within and self._odd() and field.bye_score >= field.cards[self.following[0]].score
        spare = len(self.following) - len(floaters) - bye_next
        if spare < 0:
            return False
        joined = field.mask_of((*floaters, *self.following)) | self._bye_mask(needed=bye_next)
        below = self.rest | self._bye_mask(needed=not bye_within and not bye_next)
        self.leaves_only_bye = (bye_next or bye_within) and spare % 2 == 0
        is_perfect = field.completion.is_perfect
        if spare % 2 == 0:
            return is_perfect(joined) and is_perfect(below)
        return any(is_perfect(joined ^ 1 << one) and is_perfect(below | 1 << one) for one in reversed(self.following))

    def _bye_mask(self, *, needed: bool) -> int:
        return 1 << self.field.bye if needed and self.field.bye is not None and self._odd() else 0

    def close_headed_by(self, places: Collection[int]) -> None:
        """These players head no pair within the bracket any more."""
        self.open_pairs = {(one, other) for one, other in self.open_pairs if one not in places}

    def settle(self, pairs: Mates) -> None:
        """Close all other pairs of the players of these pairs, given from higher to lower."""
        lower = set(pairs.values())
        self.open_pairs = {
            (one, other)
            for one, other in self.open_pairs
            if (pairs[one] == other if one in pairs else one not in lower and other not in lower)
        }

    def keep(self, condition: Callable[[int, int], bool]) -> None:
        """Close all pairs but those that meet the condition."""
        self.open_pairs = {(one, other) for one, other in self.open_pairs if condition(one, other)}
