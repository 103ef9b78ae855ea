"""The rules before 2026: brackets are paired without looking further than the next one, until that fails.

Then the rest cannot be completed: the bracket is paired once more so that it can (the penultimate pairing bracket),
and everyone below becomes one last bracket (articles A.9 and B.8 of the rules of 2017).
"""

from collections.abc import Sequence
from itertools import groupby

from deltacrown_brackets.fide.bracket import ALONE, EVERYONE, WITH_NEXT, Bracket, Mates
from deltacrown_brackets.fide.completion import bits
from deltacrown_brackets.fide.criteria import Criteria
from deltacrown_brackets.fide.criteria_2017 import Differences, criteria_2017
from deltacrown_brackets.fide.field import Field
from deltacrown_brackets.fide.order import pair_bracket


class Bracket2017(Bracket):
    """A bracket that asks only for the next one to be as good as can be (C.7)."""

    def criteria(self, level: int) -> Criteria:
        """C.5 to C.19."""
        if level not in self._criteria:
            cards = self.field.cards
            moved_down = [cards[place] for place in self.moved_down]
            residents = [cards[place] for place in self.residents]
            following = [cards[place] for place in self.following]
            everyone = [*self.players, *self.following, *bits(self.rest)] if self.completes else self.players
            lowest = cards[max((*everyone, *self.following))].score
            differences = Differences(moved_down, residents, lowest, self.field.unit)
            onward = level == WITH_NEXT
            self._criteria[level] = Criteria(
                criteria_2017(
                    moved_down, residents, following, differences, onward=onward, last_follows=self.last_follows
                )
            )
        return self._criteria[level]

    @property
    def completes(self) -> bool:
        """Whether the rest has to be completable."""
        return not self.following

    @property
    def last_follows(self) -> bool:
        """Whether the next score group is the last one."""
        return bool(self.following) and not self.rest

    def bye_within(self) -> bool:
        """The bye is seen only where everyone is."""
        return self.level == EVERYONE and self.field.bye is not None and self._odd()

    def is_completable(self, mates: Mates) -> bool:
        """C.4 for the last brackets, C.7 for the others."""
        field = self.field
        if self.completes:
            if self.level == WITH_NEXT:
                return False
            left = field.mask_of([place for place in self.players if place not in mates])
            return self.level == EVERYONE or field.completion.is_perfect(left | self.rest | self._bye_mask(needed=True))
        if self.level != ALONE:
            return True
        floaters = [place for place in self.players if place not in mates]
        spare = len(self.following) - len(floaters)
        joined = field.mask_of((*floaters, *self.following))
        if spare < 0 or spare % 2 == 0:
            return spare >= 0 and field.completion.is_perfect(joined)
        cards = field.cards
        ends = [one for one in reversed(self.following) if cards[one].may_bye or not self.last_follows]
        return any(field.completion.is_perfect(joined ^ 1 << one) for one in ends)


def mates_2017(field: Field) -> Mates:
    """Bracket by bracket; after a bracket that had to be repaired, all others are one."""
    groups = [[card.place for card in group] for _, group in groupby(field.cards, key=lambda card: card.score)]
    mates: Mates = {}
    moved_down: list[int] = []
    while groups:
        residents = groups.pop(0)
        below = [place for group in groups for place in group]
        if not below and len(moved_down) + len(residents) == 1:
            break
        found = _paired(field, moved_down, residents, groups[0], below) if groups else None
        if found is None:
            found = pair_bracket(_bracket(field, moved_down, residents, [], below))
            groups = [below] if below else []
        mates |= found
        moved_down = [place for place in (*moved_down, *residents) if place not in found]
    return mates


def _paired(
    field: Field, moved_down: Sequence[int], residents: Sequence[int], following: Sequence[int], below: Sequence[int]
) -> Mates | None:
    """The pairs of a bracket that others follow; None where the rest could not be completed after it."""
    rest = [place for place in below if place not in set(following)]
    found = pair_bracket(_bracket(field, moved_down, residents, following, rest))
    left = field.mask_of([place for place in (*moved_down, *residents, *below) if place not in found])
    odd = left.bit_count() % 2
    return found if field.completion.is_perfect(left | odd << len(field.cards)) else None


def _bracket(
    field: Field, moved_down: Sequence[int], residents: Sequence[int], following: Sequence[int], rest: Sequence[int]
) -> Bracket2017:
    return Bracket2017(field, moved_down, residents, following, field.mask_of(rest), bye_is_last=False)
