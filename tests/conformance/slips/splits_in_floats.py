"""Percentages as people write them in Python."""

from typing import Any, ClassVar

from deltacrown import NoOptions, PayoutRule, hookimpl


class SplitsInFloats(PayoutRule[NoOptions]):
    name = "splits_in_floats"
    law: ClassVar = "test_every_answer_is_accepted"

    def places(self, pool: int, entrants: int, options: NoOptions) -> Any:  # noqa: ARG002 - a contract
        return [pool * 0.6, pool * 0.3, pool * 0.1]


@hookimpl
def register_payout_rules() -> list[PayoutRule]:
    return [SplitsInFloats()]
