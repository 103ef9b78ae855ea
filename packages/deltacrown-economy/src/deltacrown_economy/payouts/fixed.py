"""An amount for each place."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from deltacrown import Exact, PayoutRule, Problem


@frozen
class FixedOptions:
    """`amounts` are what each place gets, the first place first, in minor units of the currency."""

    amounts: tuple[int, ...]


class Fixed(PayoutRule[FixedOptions]):
    """A fixed amount for each place."""

    name = "fixed"
    title = "Fixed amounts"
    options = FixedOptions

    def places(self, pool: int, entrants: int, options: FixedOptions) -> Sequence[Exact]:  # noqa: ARG002 - a contract
        """As listed."""
        return options.amounts

    def check(self, options: FixedOptions, pool: int) -> Sequence[Problem]:
        """Amounts are not negative, and the pool is enough for all of them."""
        return tuple(_problems(options, pool))


def _problems(options: FixedOptions, pool: int) -> Iterator[Problem]:
    if not options.amounts:
        yield Problem("payout.empty", "at least one place gets something", "amounts")
    for place, amount in enumerate(options.amounts):
        if amount < 0:
            yield Problem("payout.negative", "nobody can get less than nothing", f"amounts.{place}")
    if sum(options.amounts) > pool:
        message = f"the amounts add up to {sum(options.amounts)}, the pool is {pool}"
        yield Problem("payout.over_pool", message, "amounts")
