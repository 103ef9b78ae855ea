"""The winner spins the wheel for half of the pool and more."""

import random
from fractions import Fraction
from typing import ClassVar

from deltacrown import Exact, NoOptions, PayoutRule, hookimpl


class SpinsAWheel(PayoutRule[NoOptions]):
    name = "spins_a_wheel"
    law: ClassVar = "test_it_is_pure"

    def places(self, pool: int, entrants: int, options: NoOptions) -> list[Exact]:  # noqa: ARG002 - a contract
        won = Fraction(pool * random.randint(50, 100), 100)
        return [won, pool - won]


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [SpinsAWheel()]
