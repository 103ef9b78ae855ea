"""Whole thirds, and whatever is left over to the third."""

from typing import ClassVar

from deltacrown import Exact, NoOptions, PayoutRule, hookimpl


class LeavesTheRestToTheLast(PayoutRule[NoOptions]):
    name = "leaves_the_rest_to_the_last"
    law: ClassVar = "test_a_better_place_never_gets_less"

    def places(self, pool: int, entrants: int, options: NoOptions) -> list[Exact]:  # noqa: ARG002 - a contract
        third = pool // 3
        return [third, third, pool - 2 * third]


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [LeavesTheRestToTheLast()]
