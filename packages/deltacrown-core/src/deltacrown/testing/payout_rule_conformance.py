"""The conformance kit of payout rules."""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, NoReturn

from attrs import frozen
from hypothesis import strategies as st

from deltacrown import wire
from deltacrown.contracts.payout_rule import PayoutRule
from deltacrown.prize.splitting import Lots, split
from deltacrown.prize.state import Exact, Prize, PrizePool
from deltacrown.testing.lawbook import Conformance, law
from deltacrown.testing.strategies import Options, sizes_between

_LARGE = 10_000_000
_REFUSED = object()


@frozen
class Payout:
    """What a rule is asked: the pool, the options, and the field as the sizes of its groups of level entrants."""

    pool: int
    groups: tuple[int, ...]
    options: Mapping[str, Any]

    @property
    def entrants(self) -> int:
        """How many take part."""
        return sum(self.groups)


class PayoutRuleConformance(Conformance):
    """The laws of payout rules.

        class TestMine(PayoutRuleConformance):
            payout_rule = Mine()

    payout_rule        what is tested
    sizes              the fewest and the most entrants to try
    pools              the smallest and the largest pool to try, in minor units
    options            option mappings to try, or a hypothesis strategy of them; what `check` refuses is passed over
    better_never_less  False where a worse place may be worth more, such as a prize for the last

    Names, ties, rounding and what is left over are the core's: no rule can get them wrong.
    """

    payout_rule: ClassVar[PayoutRule]
    sizes: ClassVar[tuple[int, int]] = (2, 33)
    pools: ClassVar[tuple[int, int]] = (0, _LARGE)
    options: ClassVar[Options] = ({},)
    better_never_less: ClassVar[bool] = True

    @law()
    def test_every_answer_is_accepted(self, case: Payout) -> None:
        """Whatever `check` accepts, `places` answers with exact numbers, for any pool and any number of entrants."""
        try:
            answer = self._ask(case)
        except Exception as error:  # noqa: BLE001 - the rule under test may fail in any way
            self._fail(case, f"raises {type(error).__name__}: {error}")
        for wrong in () if answer is _REFUSED else _inexact(answer):
            self._fail(case, f"gives an answer that the core refuses: {wrong}")

    @law()
    def test_nobody_gets_less_than_nothing(self, case: Payout) -> None:
        """No place is worth less than nothing."""
        for place, worth in enumerate(self._exact(case), 1):
            if worth < 0:
                self._fail(case, f"takes {-worth} from place {place}")

    @law()
    def test_the_shares_add_up_to_the_pool(self, case: Payout) -> None:
        """A rule never gives out more than there is; then the shares, ties and all, are the pool to the last unit."""
        worth = self._exact(case)
        if sum(worth) > case.pool:
            self._fail(case, f"gives out {sum(worth)} of {case.pool}")
        if min(worth, default=0) >= 0:
            names = iter(range(case.entrants))
            groups = [[str(next(names)) for _ in range(size)] for size in case.groups]
            prize = Prize(PrizePool("X", case.pool), self.payout_rule.name, case.options)
            everyone = [name for group in groups for name in group]
            shares = split(prize, worth, groups, Lots("", everyone)).shares
            assert sum(share.amount for share in shares) == case.pool

    @law()
    def test_a_better_place_never_gets_less(self, case: Payout) -> None:
        """No place is worth more than the one before it."""
        worth = self._exact(case) if self.better_never_less else []
        for place, (better, worse) in enumerate(pairwise(worth), 1):
            if worse > better:
                self._fail(case, f"gives {better} for place {place}, and {worse} for place {place + 1}")

    @law()
    def test_it_is_pure(self, case: Payout) -> None:
        """The same question is always answered the same: no chance, no clock, no memory of other questions."""
        before = random.getstate()
        answers = []
        try:
            for state in range(3):
                random.seed(state)
                answers.append(self._exact(case))
                self._exact(Payout(case.pool + state, (*case.groups, 1), case.options))
        finally:
            random.setstate(before)
        for answer in answers:
            if answer != answers[0]:
                self._fail(case, f"changes its mind: {answers[0]}, and then {answer}")

    @classmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:  # noqa: ARG003 - the kits' common shape
        """Pools, fields with ties, and options."""
        least, most = cls.pools
        pools = st.integers(least, min(most, least + 100)) | st.integers(least, most)
        options = cls.options if isinstance(cls.options, st.SearchStrategy) else st.sampled_from(list(cls.options))
        return st.builds(Payout, pools, sizes_between(*cls.sizes).flatmap(_groups), options)

    @classmethod
    def complete(cls) -> bool:
        """Whether a rule is named."""
        return hasattr(cls, "payout_rule")

    def _ask(self, case: Payout) -> object:
        """What the rule answers, or that its `check` refuses the options for this pool."""
        options: object = wire.structure(case.options, self.payout_rule.options)
        if tuple(self.payout_rule.check(options, case.pool)):
            return _REFUSED
        return self.payout_rule.places(case.pool, case.entrants, options)

    def _exact(self, case: Payout) -> list[Exact]:
        """The answer; nothing where the first law speaks about it."""
        try:
            answer: Any = self._ask(case)
        except Exception:  # noqa: BLE001 - the rule under test may fail in any way
            return []
        return [] if any(_inexact(answer)) else list(answer)

    def _fail(self, case: Payout, sentence: str) -> NoReturn:
        again = f"places({case.pool}, {case.entrants}, {wire.structure(case.options, self.payout_rule.options)!r})"
        message = f"the payout-rule {self.payout_rule.name!r} {sentence}.\nTo see it again: {again}"
        raise AssertionError(message)


def _inexact(answer: object) -> Iterator[str]:
    if not isinstance(answer, Sequence) or isinstance(answer, str | bytes):
        yield f"{answer!r} is not a sequence of amounts"
        return
    for place, worth in enumerate(answer, 1):
        if not isinstance(worth, int | Fraction) or isinstance(worth, bool):
            yield f"{worth!r} for place {place} is not exact; amounts are int or Fraction"


@st.composite
def _groups(draw: st.DrawFn, entrants: int) -> tuple[int, ...]:
    """The sizes of groups of level entrants, which add up to the field."""
    groups: list[int] = []
    while sum(groups) < entrants:
        left = entrants - sum(groups)
        groups.append(min(left, draw(st.sampled_from([1, 1, 1, 2, 3, left]))))
    return tuple(groups)
