"""A percentage of the pool for each place."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen
from deltacrown import Exact, PayoutRule, Problem

from deltacrown_economy.payouts.fineness import fineness_problems

WHOLE = 100


@frozen
class PercentOptions:
    """`percents` are what each place gets of the pool, the first place first: 50, "10.9" or "100/3"."""

    percents: tuple[Fraction, ...]


class Percent(PayoutRule[PercentOptions]):
    """A percentage of the pool for each place."""

    name = "percent"
    title = "Percentages"
    options = PercentOptions

    def places(self, pool: int, entrants: int, options: PercentOptions) -> Sequence[Exact]:  # noqa: ARG002 - a contract
        """Exactly so much of the pool."""
        return [Fraction(percent) * pool / WHOLE for percent in options.percents]

    def check(self, options: PercentOptions, pool: int) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """Percentages are not negative, and together not more than 100."""
        return tuple(fineness_problems(options.percents, "percents")) or tuple(_problems(options))


def _problems(options: PercentOptions) -> Iterator[Problem]:
    if not options.percents:
        yield Problem("payout.empty", "at least one place gets something", "percents")
    for place, percent in enumerate(options.percents):
        if percent < 0:
            yield Problem("payout.negative", "nobody can get less than nothing", f"percents.{place}")
    total = sum(options.percents)
    if total > WHOLE:
        yield Problem("payout.over_whole", f"the percentages add up to {total}, which is more than 100", "percents")
