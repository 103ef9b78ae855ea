"""What this package offers to DeltaCrown."""

from collections.abc import Sequence

from deltacrown import PayoutRule, hookimpl

from deltacrown_economy.payouts.bands import Bands
from deltacrown_economy.payouts.fixed import Fixed
from deltacrown_economy.payouts.percent import Percent
from deltacrown_economy.payouts.winner_takes_all import WinnerTakesAll


@hookimpl
def register_payout_rules() -> Sequence[PayoutRule]:
    """The payout rules."""
    return [WinnerTakesAll(), Fixed(), Percent(), Bands()]
