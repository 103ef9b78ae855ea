"""Everything to the first place."""

from collections.abc import Sequence

from deltacrown import Exact, NoOptions, PayoutRule


class WinnerTakesAll(PayoutRule[NoOptions]):
    """Everything goes to the first place."""

    name = "winner_takes_all"
    title = "Winner takes all"

    def places(self, pool: int, entrants: int, options: NoOptions) -> Sequence[Exact]:  # noqa: ARG002 - a contract
        """One place."""
        return [pool]
