"""A third each, and nobody shall lose a cent."""

from typing import ClassVar

from deltacrown import Exact, NoOptions, PayoutRule, hookimpl


class RoundsEveryShareUp(PayoutRule[NoOptions]):
    name = "rounds_every_share_up"
    law: ClassVar = "test_the_shares_add_up_to_the_pool"

    def places(self, pool: int, entrants: int, options: NoOptions) -> list[Exact]:  # noqa: ARG002 - a contract
        return [-(-pool // 3)] * 3


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [RoundsEveryShareUp()]
