"""Each place gets a tenth of the pool less than the one before: fine for a field of four."""

from fractions import Fraction
from typing import ClassVar

from deltacrown import Exact, NoOptions, PayoutRule, hookimpl


class StepsBelowNothing(PayoutRule[NoOptions]):
    name = "steps_below_nothing"
    law: ClassVar = "test_nobody_gets_less_than_nothing"

    def places(self, pool: int, entrants: int, options: NoOptions) -> list[Exact]:  # noqa: ARG002 - a contract
        return [Fraction(pool * (4 - place), 10) for place in range(entrants)]


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [StepsBelowNothing()]
